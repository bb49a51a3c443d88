package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.cli.term.Meanings.Meaning;
import java.util.Map;

/** What the lines of the MQTT client mean. */
final class MqttMeanings {
  private static final int RESULT_ONLY = 2;
  private static final int RESULT_AND_CODE = 3;

  private MqttMeanings() {}

  static void addTo(Map<String, Meaning> all) {
    all.put("+ECMTOPEN", (fields, answer) -> opened(fields));
    all.put("+ECMTCLOSE", (fields, answer) -> done(fields, "TCP is closed", "could not be closed"));
    all.put("+ECMTDISC", (fields, answer) -> done(fields, "disconnected", "was not connected"));
    all.put("+ECMTCONN", (fields, answer) -> connected(fields));
    all.put("+ECMTSUB", (fields, answer) -> acknowledged(fields, "subscribed"));
    all.put("+ECMTUNS", (fields, answer) -> acknowledged(fields, "unsubscribed"));
    all.put("+ECMTPUB", (fields, answer) -> acknowledged(fields, "published"));
    all.put("+ECMTSTAT", (fields, answer) -> "link lost; the module reconnects by itself");
    all.put("+ECMTRECV", (fields, answer) -> received(fields));
  }

  private static String opened(Fields fields) {
    if (fields.count() != RESULT_ONLY) {
      return "open to " + fields.text(1) + " port " + fields.text(2);
    }
    return done(
        fields,
        "TCP is open; connect now",
        "no TCP connection: name, port, or network; all settings are lost");
  }

  private static String done(Fields fields, String success, String failure) {
    if (fields.count() != RESULT_ONLY) {
      return "";
    }
    return fields.numberOr(1, -1) == 0 ? success : failure;
  }

  private static String connected(Fields fields) {
    if (fields.count() == RESULT_ONLY) {
      return state(fields.numberOr(1, 0));
    }
    if (fields.count() != RESULT_AND_CODE) {
      return "";
    }
    return fields.numberOr(1, -1) == 0
        ? returnCode(fields.numberOr(2, -1))
        : "CONNECT could not be sent";
  }

  private static String state(int state) {
    return switch (state) {
      case 1 -> "not connected";
      case 2 -> "connecting";
      case 3 -> "connected";
      case 4 -> "disconnected or closed";
      default -> "";
    };
  }

  /** MQTT 3.1.1 table 3.1; 6 is the firmware's own. */
  private static String returnCode(int code) {
    return switch (code) {
      case 0 -> "connected";
      case 1 -> "refused: protocol version not accepted";
      case 2 -> "refused: client id rejected";
      case 3 -> "refused: server unavailable";
      case 4 -> "refused: bad user name or password";
      case 5 -> "refused: not authorised";
      case 6 -> "answer of the broker not understood";
      default -> "";
    };
  }

  private static String acknowledged(Fields fields, String done) {
    return switch (fields.numberOr(2, -1)) {
      case 0 -> done;
      case 1 -> "acknowledgement not understood";
      case 2 -> "not sent: too big, or no link";
      default -> "";
    };
  }

  private static String received(Fields fields) {
    int bytes = fields.from(3).getBytes(UTF_8).length;
    return "message on " + fields.text(2) + ", " + bytes + (bytes == 1 ? " byte" : " bytes");
  }
}
