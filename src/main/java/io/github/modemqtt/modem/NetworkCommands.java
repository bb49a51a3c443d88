package io.github.modemqtt.modem;

import static io.github.modemqtt.at.ReplyShape.Field.ANY;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static io.github.modemqtt.at.ReplyShape.Field.SMALL_NUMBER;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The commands of the radio: power, registration, operator, signal, clock. */
public final class NetworkCommands {
  private NetworkCommands() {}

  /**
   * {@code AT+CFUN?}: phone functionality. 27.007 section 8.2. The reply is a level as in {@link
   * SetFunctionality}; 26 s.
   */
  public record ReadFunctionality() implements AtCommand<Integer> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CFUN?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CFUN", NUMBER).andMore();
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.SIM_AND_RADIO;
    }

    @Override
    public Integer decode(Reply reply) {
      return reply.line().fields().nextInt();
    }
  }

  /**
   * {@code AT+CFUN=<level>}: set phone functionality. 27.007 section 8.2; 26 s.
   *
   * @param level {@link #MINIMUM}, {@link #FULL} or {@link #RADIO_OFF}
   */
  public record SetFunctionality(int level) implements ActionCommand {
    /** Radio and SIM card off. */
    public static final int MINIMUM = 0;

    /** Everything on. */
    public static final int FULL = 1;

    /** Radio off, SIM card on. */
    public static final int RADIO_OFF = 4;

    /**
     * Checks the level.
     *
     * @param level the level
     * @throws IllegalArgumentException if it is not 0 to 127, which 27.007 allows
     */
    public SetFunctionality {
      Ranges.require("level", level, 0, 127);
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+CFUN=").number(level).build();
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.SIM_AND_RADIO;
    }
  }

  /**
   * {@code AT+CEREG?}, {@code AT+CREG?}, {@code AT+CGREG?}: network registration status. 27.007
   * sections 10.1.22, 7.2 and 10.1.20.
   *
   * <p>The answer has the mode before the state, the URC of the same name has not.
   *
   * @param domain which of the three
   */
  public record ReadRegistration(RegistrationDomain domain) implements AtCommand<Registration> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT" + domain.command() + "?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line(domain.command(), SMALL_NUMBER, SMALL_NUMBER).andMore();
    }

    @Override
    public Registration decode(Reply reply) {
      return Registration.readReply(domain, reply.line());
    }
  }

  /**
   * {@code AT+CEREG=<n>}, {@code AT+CREG=<n>}, {@code AT+CGREG=<n>}: URCs of the registration.
   * 27.007 sections 10.1.22, 7.2 and 10.1.20; the EC616 stores it.
   *
   * @param domain which of the three
   * @param mode 0: none, 1: state, 2: state and cell, 3: and the cause of a refusal; 4 and 5, for
   *     the packet ones, add the timers of power saving to 2 and 3
   */
  public record SetRegistrationReports(RegistrationDomain domain, int mode)
      implements ActionCommand {
    /**
     * Checks the mode.
     *
     * @param domain which of the three
     * @param mode what is reported
     * @throws IllegalArgumentException if it is not 0 to 5
     */
    public SetRegistrationReports {
      Ranges.require("mode", mode, 0, 5);
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT" + domain.command() + "=").number(mode).build();
    }
  }

  /**
   * {@code AT+CEREG?}, {@code AT+CREG?}, {@code AT+CGREG?}: which URCs of the registration are on,
   * the first number of the answer. 27.007 as {@link ReadRegistration}.
   *
   * @param domain which of the three
   */
  public record ReadRegistrationReports(RegistrationDomain domain) implements AtCommand<Integer> {
    @Override
    public CommandLine line() {
      return new ReadRegistration(domain).line();
    }

    @Override
    public ReplyShape replyShape() {
      return new ReadRegistration(domain).replyShape();
    }

    @Override
    public Integer decode(Reply reply) {
      return reply.line().fields().nextInt();
    }
  }

  /** {@code AT+COPS?}: current operator. 27.007 section 7.3; 306 s. */
  public record ReadOperator() implements AtCommand<CurrentOperator> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+COPS?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+COPS", NUMBER).andMore();
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.OPERATOR_SEARCH;
    }

    @Override
    public CurrentOperator decode(Reply reply) {
      FieldReader fields = reply.line().fields();
      int mode = fields.nextInt();
      OptionalInt format = fields.nextOptionalInt();
      String name = fields.nextText();
      return new CurrentOperator(
          mode,
          format,
          name.isEmpty() ? Optional.empty() : Optional.of(name),
          fields.nextOptionalInt());
    }
  }

  /** {@code AT+COPS=0}: let the module choose its operator. 27.007 section 7.3; 306 s. */
  public record SelectOperatorAutomatically() implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+COPS=0");
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.OPERATOR_SEARCH;
    }
  }

  /**
   * {@code AT+COPS=1,2,"<number>"}: register with this operator and no other. 27.007 section 7.3;
   * 306 s.
   *
   * @param number country and network code, five or six digits
   */
  public record SelectOperator(String number) implements ActionCommand {
    /**
     * Checks the number.
     *
     * @param number country and network code
     * @throws IllegalArgumentException if it is not five or six digits
     */
    public SelectOperator {
      boolean digits = number.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits || number.length() < 5 || number.length() > 6) {
        throw new IllegalArgumentException(
            "number is '" + number + "'; an operator has five or six digits");
      }
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+COPS=1,2,").quoted("operator", number).build();
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.OPERATOR_SEARCH;
    }
  }

  /** {@code AT+COPS=2}: leave the network. 27.007 section 7.3; 306 s. */
  public record Deregister() implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+COPS=2");
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.OPERATOR_SEARCH;
    }
  }

  /** {@code AT+COPS=?}: search for operators. 27.007 section 7.3; takes minutes, at most 306 s. */
  public record SearchOperators() implements AtCommand<List<FoundOperator>> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+COPS=?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+COPS", ANY).andMore();
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.OPERATOR_SEARCH;
    }

    @Override
    public List<FoundOperator> decode(Reply reply) {
      String text = reply.line().text();
      return FoundOperator.readAll(text.substring(text.indexOf(':') + 1));
    }
  }

  /** {@code AT+CSQ}: signal quality. 27.007 section 8.5. */
  public record ReadSignalQuality() implements AtCommand<SignalQuality> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CSQ");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CSQ", NUMBER, NUMBER);
    }

    @Override
    public SignalQuality decode(Reply reply) {
      return SignalQuality.read(reply.line().fields());
    }
  }

  /** {@code AT+CESQ}: extended signal quality. 27.007 section 8.69. */
  public record ReadExtendedSignalQuality() implements AtCommand<ExtendedSignalQuality> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CESQ");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CESQ", NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER);
    }

    @Override
    public ExtendedSignalQuality decode(Reply reply) {
      return ExtendedSignalQuality.read(reply.line().fields());
    }
  }

  /**
   * {@code AT+CSCON?}: signalling connection status. 27.007 section 10.1.30. The reply is whether
   * there is a radio connection.
   */
  public record ReadRadioConnection() implements AtCommand<Boolean> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CSCON?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CSCON", NUMBER, NUMBER);
    }

    @Override
    public Boolean decode(Reply reply) {
      FieldReader fields = reply.line().fields();
      fields.nextInt();
      return fields.nextInt() == 1;
    }
  }

  /**
   * {@code AT+CSCON=<n>}: {@link NetworkUrcs#CSCON} on or off. 27.007 section 10.1.30; the EC616
   * stores it.
   *
   * @param on whether the module reports the radio connection
   */
  public record SetRadioConnectionReports(boolean on) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of(on ? "AT+CSCON=1" : "AT+CSCON=0");
    }
  }

  /** {@code AT+CCLK?}: clock. 27.007 section 8.15. */
  public record ReadClock() implements AtCommand<ModuleClock> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CCLK?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CCLK", ANY).andMore();
    }

    @Override
    public ModuleClock decode(Reply reply) {
      return ModuleClock.read(reply.line());
    }
  }

  /**
   * {@code AT+CTZR=<n>}: time zone reporting. 27.007 section 8.41; the EC616 stores it.
   *
   * @param mode 0: none, 1: {@link NetworkUrcs#CTZV}, 2: {@link NetworkUrcs#CTZE}, 3: {@link
   *     NetworkUrcs#CTZEU}
   */
  public record SetTimeZoneReports(int mode) implements ActionCommand {
    /**
     * Checks the mode.
     *
     * @param mode what is reported
     * @throws IllegalArgumentException if it is not 0 to 3
     */
    public SetTimeZoneReports {
      Ranges.require("mode", mode, 0, 3);
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+CTZR=").number(mode).build();
    }
  }

  /**
   * {@code AT+ECSTATUS}: the state of the protocol layers, for diagnosis. EC616.
   *
   * <p>The reply has an entry for each layer ({@code PHY}, ...), and in it what the module prints,
   * such as {@code RSRP} and its value, in that order.
   */
  public record ReadLayerStatus() implements AtCommand<Map<String, Map<String, String>>> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+ECSTATUS");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+ECSTATUS", ANY).andMore().repeated();
    }

    @Override
    public Map<String, Map<String, String>> decode(Reply reply) {
      Map<String, Map<String, String>> layers = new LinkedHashMap<>();
      for (AtLine line : reply.lines()) {
        FieldReader fields = line.fields();
        Map<String, String> values =
            layers.computeIfAbsent(fields.nextText(), layer -> new LinkedHashMap<>());
        for (String field : remaining(fields)) {
          int colon = field.indexOf(':');
          if (colon > 0) {
            values.put(field.substring(0, colon).strip(), field.substring(colon + 1).strip());
          }
        }
      }
      return layers;
    }

    private static List<String> remaining(FieldReader fields) {
      List<String> texts = new ArrayList<>();
      while (fields.hasNext()) {
        texts.add(fields.nextText());
      }
      return texts;
    }
  }
}
