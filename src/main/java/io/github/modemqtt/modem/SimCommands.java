package io.github.modemqtt.modem;

import static io.github.modemqtt.at.ReplyShape.Field.ANY;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import java.time.Duration;

/** The commands of the SIM card. */
public final class SimCommands {
  private SimCommands() {}

  /**
   * {@code AT+CPIN?}: which password the card waits for. 27.007 section 8.3; 26 s.
   *
   * <p>Without a card the EC616 answers {@code +CME ERROR: 10}; 13 is a failure, 14 busy, 15 a
   * wrong card. The URC of the same name has the same form, so one that comes before the answer is
   * taken for it; they say the same.
   */
  public record ReadPinState() implements AtCommand<PinState> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CPIN?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CPIN", ANY);
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.SIM_AND_RADIO;
    }

    @Override
    public PinState decode(Reply reply) {
      return PinState.of(reply.line().fields().nextText());
    }
  }

  /**
   * {@code AT+CPIN="<pin>"}: enter the PIN. 27.007 section 8.3; 26 s. Three wrong ones lock the
   * card; {@code +CME ERROR: 16} is a wrong one.
   *
   * @param pin the PIN
   */
  public record EnterPin(Pin pin) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+CPIN=").secret("PIN", pin.digits()).build();
    }

    @Override
    public Duration timeout() {
      return CommandTimeouts.SIM_AND_RADIO;
    }
  }

  /** {@code AT+CIMI}: international mobile subscriber identity, 15 digits. 27.007 section 5.6. */
  public record ReadImsi() implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CIMI");
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

  /**
   * {@code AT+ECICCID}: the number of the card, 20 characters. EC616; quoted or not, and by some
   * builds called {@code +NCCID} in the answer.
   */
  public record ReadIccid() implements AtCommand<String> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+ECICCID");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.text();
    }

    @Override
    public String decode(Reply reply) {
      return FreeText.read(reply, "+ECICCID", "+NCCID");
    }
  }
}
