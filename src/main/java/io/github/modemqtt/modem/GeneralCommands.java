package io.github.modemqtt.modem;

import static io.github.modemqtt.at.ReplyShape.Field.ANY;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;

/** The commands of the line itself, and those that say who the module is. */
public final class GeneralCommands {
  private GeneralCommands() {}

  /** {@code AT}: attention. Does nothing, is answered. V.250 section 5.2.1. */
  public record Attention() implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT");
    }
  }

  /**
   * {@code ATE0}, {@code ATE1}: command echo. V.250 section 6.2.4; the EC616 stores it.
   *
   * @param on whether the module repeats what it gets, passwords included
   */
  public record SetEcho(boolean on) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of(on ? "ATE1" : "ATE0");
    }
  }

  /**
   * {@code ATQ0}: result code suppression off. V.250 section 6.2.5.
   *
   * <p>The EC616 stores {@code ATQ1}, and then sends neither {@code OK} nor any URC, also after a
   * restart. There is no record for that.
   */
  public record EnableResultCodes() implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of("ATQ0");
    }
  }

  /**
   * {@code AT+CMEE=<n>}: report mobile termination error. 27.007 section 9.1; the EC616 stores it.
   *
   * @param mode 0: plain {@code ERROR}, 1: {@code +CME ERROR: <number>}, 2: with a text instead
   */
  public record SetErrorReports(int mode) implements ActionCommand {
    /**
     * Checks the mode.
     *
     * @param mode how errors are told
     * @throws IllegalArgumentException if it is not 0 to 2
     */
    public SetErrorReports {
      Ranges.require("mode", mode, 0, 2);
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+CMEE=").number(mode).build();
    }
  }

  /** {@code AT+IPR?}: fixed DTE rate, in baud; 0 is automatic. V.250 section 6.2.10. */
  public record ReadBaudRate() implements AtCommand<Integer> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+IPR?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+IPR", NUMBER);
    }

    @Override
    public Integer decode(Reply reply) {
      return reply.line().fields().nextInt();
    }
  }

  /**
   * {@code AT+IPR=<rate>}: fixed DTE rate. V.250 section 6.2.10.
   *
   * <p>{@code OK} comes at the old rate; the EC616 changes about 20 ms later and stores the rate.
   *
   * @param baud the rate; 0 is automatic, which the EC616 evaluates at power-on only. The EC616
   *     knows 600 to 460800
   */
  public record SetBaudRate(int baud) implements ActionCommand {
    /**
     * Checks the rate.
     *
     * @param baud the rate
     * @throws IllegalArgumentException if it is negative
     */
    public SetBaudRate {
      Ranges.require("baud", baud, 0, Integer.MAX_VALUE);
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+IPR=").number(baud).build();
    }
  }

  /**
   * {@code AT+ECIPR=<rate>}: DTE rate until the next restart. EC616; like {@link SetBaudRate}, but
   * not stored.
   *
   * @param baud the rate; the EC616 knows 600 to 460800
   */
  public record SetBaudRateUntilRestart(int baud) implements ActionCommand {
    /**
     * Checks the rate.
     *
     * @param baud the rate
     * @throws IllegalArgumentException if it is not positive
     */
    public SetBaudRateUntilRestart {
      Ranges.require("baud", baud, 1, Integer.MAX_VALUE);
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+ECIPR=").number(baud).build();
    }
  }

  /**
   * {@code AT+ICF=<format>,<parity>}: DTE-DCE character framing. V.250 section 6.2.11.
   *
   * @param format data, parity and stop bits. 1: 8N2, 2: 8 with parity and 1, 3: 8N1, 4: 7N2, 5: 7
   *     with parity and 1, 6: 7N1
   * @param parity 0: odd, 1: even; without a meaning for a format without parity
   */
  public record SetCharacterFraming(int format, int parity) implements ActionCommand {
    /**
     * Checks the numbers.
     *
     * @param format data, parity and stop bits
     * @param parity odd or even
     * @throws IllegalArgumentException if the format is not 1 to 6, or the parity not 0 or 1
     */
    public SetCharacterFraming {
      Ranges.require("format", format, 1, 6);
      Ranges.require("parity", parity, 0, 1);
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+ICF=").number(format).number(parity).build();
    }
  }

  /** {@code ATI}: identification information, lines of free text. V.250 section 6.1.3. */
  public record ReadIdentification() implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.of("ATI");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.text();
    }

    @Override
    public String decode(Reply reply) {
      return FreeText.read(reply);
    }
  }

  /** {@code AT+CGMI}: manufacturer identification. 27.007 section 5.1. */
  public record ReadManufacturer() implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CGMI");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.text();
    }

    @Override
    public String decode(Reply reply) {
      return FreeText.read(reply, "+CGMI");
    }
  }

  /**
   * {@code AT+CGMM}: model identification. 27.007 section 5.2; the EC616 prints the manufacturer
   * before it, which is left out.
   */
  public record ReadModel() implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CGMM");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.text();
    }

    @Override
    public String decode(Reply reply) {
      return FreeText.read(reply, "+CGMM");
    }
  }

  /** {@code AT+CGMR}: revision identification, that is the firmware. 27.007 section 5.3. */
  public record ReadFirmware() implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CGMR");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.text();
    }

    @Override
    public String decode(Reply reply) {
      return FreeText.read(reply, "+CGMR");
    }
  }

  /** {@code AT+CGSN}: product serial number, a bare line of digits. 27.007 section 5.4. */
  public record ReadSerialNumber() implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CGSN");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.digits();
    }

    @Override
    public String decode(Reply reply) {
      return reply.line().text().trim();
    }
  }

  /** {@code AT+CGSN=1}: IMEI, 15 digits. 27.007 section 5.4. */
  public record ReadImei() implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CGSN=1");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CGSN", ANY);
    }

    @Override
    public String decode(Reply reply) {
      return reply.line().fields().nextText();
    }
  }

  /**
   * {@code AT+ECURC="<name>",<n>}: the network's URCs on or off. EC616; stored. The URCs of MQTT
   * cannot be switched.
   *
   * @param name {@code ALL}, or one of {@code CREG CEREG CEDRXP CCIOTOPTI CSCON CTZEU ECCESQ CGEV
   *     ECPSMR ECPTWEDRXP ECPIN ECPADDR ECPCFUN}
   * @param on whether they come
   */
  public record SetUrcs(String name, boolean on) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+ECURC=").quoted("name", name).number(on ? 1 : 0).build();
    }
  }
}
