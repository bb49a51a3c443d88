package io.github.modemqtt.cli.term;

import io.github.modemqtt.cli.term.Meanings.Meaning;
import io.github.modemqtt.modem.RegistrationState;
import java.util.Map;
import java.util.OptionalInt;

/** What the lines about card, radio, network and sleep mean: 27.007, and the EC616's own. */
final class NetworkMeanings {
  private static final int RSSI_STRONGEST = 31;
  private static final int UNKNOWN = 255;

  private NetworkMeanings() {}

  static void addTo(Map<String, Meaning> all) {
    for (String name : new String[] {"+CREG", "+CGREG", "+CEREG"}) {
      all.put(name, NetworkMeanings::registration);
    }
    all.put("+CSQ", (fields, answer) -> signal(fields));
    all.put("+CESQ", (fields, answer) -> extendedSignal(fields));
    all.put("+CPIN", (fields, answer) -> card(fields));
    all.put("+ECPIN", (fields, answer) -> card(fields));
    all.put("+CFUN", (fields, answer) -> functionality(fields));
    all.put("+ECPCFUN", (fields, answer) -> functionality(fields));
    all.put("+CGATT", (fields, answer) -> choice(fields, 0, "detached", "attached"));
    all.put(
        "+CSCON",
        (fields, answer) -> choice(fields, answer ? 1 : 0, "radio idle", "radio connected"));
    all.put("+ECPSMR", (fields, answer) -> choice(fields, answer ? 1 : 0, "awake", "in PSM"));
    all.put("+COPS", (fields, answer) -> operator(fields));
    all.put("+CPSMS", (fields, answer) -> choice(fields, 0, "PSM off", "PSM on"));
    all.put("+CGPADDR", (fields, answer) -> address(fields));
    all.put("+ECPADDR", (fields, answer) -> address(fields));
    all.put("+ECPMUCFG", (fields, answer) -> sleepLimit(fields));
    all.put("+ECPMUSTATUS", (fields, answer) -> sleep(fields));
    all.put("+CMEE", (fields, answer) -> errorReports(fields));
    all.put("+IPR", (fields, answer) -> fields.numberOr(0, 1) == 0 ? "automatic" : "");
    all.put("+CTZV", (fields, answer) -> "time zone in quarter hours");
    all.put("+CEDRXP", (fields, answer) -> "eDRX that the network grants");
  }

  /** The answer has the mode before the state; the second field of the URC is in quotes. */
  private static String registration(Fields fields, boolean answer) {
    boolean hasMode = answer && fields.number(1).isPresent();
    OptionalInt state = fields.number(hasMode ? 1 : 0);
    return state.isEmpty() ? "" : words(RegistrationState.of(state.getAsInt()));
  }

  private static String words(RegistrationState state) {
    return state == RegistrationState.HOME ? "registered, home" : state.meaning();
  }

  private static String signal(Fields fields) {
    int strength = fields.numberOr(0, UNKNOWN);
    return strength <= RSSI_STRONGEST ? 2 * strength - 113 + " dBm" : "no signal";
  }

  private static String extendedSignal(Fields fields) {
    int quality = fields.numberOr(4, UNKNOWN);
    int power = fields.numberOr(5, UNKNOWN);
    String rsrp = power == UNKNOWN ? "RSRP unknown" : "RSRP " + (power - 141) + " dBm";
    return rsrp + (quality == UNKNOWN ? "" : ", RSRQ " + (quality / 2.0 - 20) + " dB");
  }

  private static String card(Fields fields) {
    return switch (fields.text(0)) {
      case "READY" -> "card is unlocked";
      case "SIM PIN" -> "enter the PIN with AT+CPIN=\"<pin>\"";
      case "SIM PUK" -> "locked: enter PUK and a new PIN";
      case "SIM PIN2", "SIM PUK2" -> "second PIN, not needed for data";
      default -> "";
    };
  }

  private static String functionality(Fields fields) {
    return switch (fields.numberOr(0, -1)) {
      case 0 -> "radio and SIM off";
      case 1 -> "all on";
      case 4 -> "radio off";
      default -> "";
    };
  }

  private static String choice(Fields fields, int index, String zero, String one) {
    return switch (fields.numberOr(index, -1)) {
      case 0 -> zero;
      case 1 -> one;
      default -> "";
    };
  }

  private static String operator(Fields fields) {
    String technology =
        switch (fields.numberOr(3, -1)) {
          case 7 -> ", LTE";
          case 9 -> ", NB-IoT";
          default -> "";
        };
    return switch (fields.numberOr(0, -1)) {
      case 0 -> "automatic" + technology;
      case 1 -> "chosen by hand" + technology;
      case 2 -> "deregistered";
      case 4 -> "chosen by hand, else automatic" + technology;
      default -> "";
    };
  }

  private static String address(Fields fields) {
    return fields.text(1).isEmpty() ? "no address" : "address " + fields.text(1);
  }

  private static String sleepLimit(Fields fields) {
    if (fields.numberOr(0, 0) == 0) {
      return "never sleeps";
    }
    return switch (fields.numberOr(1, 0)) {
      case 1 -> "may idle";
      case 2 -> "may sleep lightly";
      case 3 -> "may sleep deeply";
      case 4 -> "may hibernate";
      default -> "stays active";
    };
  }

  private static String sleep(Fields fields) {
    return switch (fields.text(0)) {
      case "Actv" -> "active";
      case "Idle" -> "idle";
      case "Slp1" -> "light sleep";
      case "Slp2" -> "deep sleep";
      case "Hibn" -> "hibernating";
      default -> "";
    };
  }

  private static String errorReports(Fields fields) {
    return switch (fields.numberOr(0, -1)) {
      case 0 -> "errors without a reason";
      case 1 -> "errors with a number";
      case 2 -> "errors with a text";
      default -> "";
    };
  }
}
