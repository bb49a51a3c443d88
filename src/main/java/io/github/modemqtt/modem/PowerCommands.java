package io.github.modemqtt.modem;

import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands of power saving, and the restart. */
public final class PowerCommands {
  private PowerCommands() {}

  /** {@code AT+CPSMS?}: power saving mode setting. 27.007 section 7.38. */
  public record ReadPowerSaving() implements AtCommand<PowerSaving> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CPSMS?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CPSMS", NUMBER).andMore();
    }

    @Override
    public PowerSaving decode(Reply reply) {
      FieldReader fields = reply.line().fields();
      boolean enabled = fields.nextInt() == 1;
      fields.nextText(); // two timers of GPRS
      fields.nextText();
      Optional<Duration> periodicUpdate = GprsTimer.periodicUpdate(fields.nextText());
      return new PowerSaving(enabled, periodicUpdate, GprsTimer.activeTime(fields.nextText()));
    }
  }

  /** {@code AT+CEDRXS?}: eDRX setting, one element an access technology. 27.007 section 7.40. */
  public record ReadEdrx() implements AtCommand<List<EdrxRequest>> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CEDRXS?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+CEDRXS", NUMBER).requiring(0).andMore().repeated();
    }

    @Override
    public List<EdrxRequest> decode(Reply reply) {
      List<EdrxRequest> requests = new ArrayList<>(1);
      for (AtLine line : reply.lines()) {
        FieldReader fields = line.fields();
        if (fields.hasNext()) {
          requests.add(new EdrxRequest(fields.nextInt(), fields.nextText()));
        }
      }
      return requests;
    }
  }

  /** {@code AT+ECPMUCFG?}: the deepest sleep that is allowed; empty if none is. EC616. */
  public record ReadSleepLimit() implements AtCommand<Optional<SleepMode>> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+ECPMUCFG?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+ECPMUCFG", NUMBER, NUMBER).requiring(1);
    }

    @Override
    public Optional<SleepMode> decode(Reply reply) {
      FieldReader fields = reply.line().fields();
      return fields.nextInt() == 0
          ? Optional.empty()
          : Optional.of(SleepMode.of(reply.line().text(), fields.nextOptionalInt().orElse(0)));
    }
  }

  /**
   * {@code AT+ECPMUCFG=1,<mode>}: allow sleep, but not deeper than this. EC616; stored at once.
   *
   * @param deepest the deepest sleep
   */
  public record SetSleepLimit(SleepMode deepest) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+ECPMUCFG=").number(1).number(deepest.ordinal()).build();
    }
  }

  /** {@code AT+ECPMUCFG=0}: never sleep. EC616; stored at once. */
  public record ForbidSleep() implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+ECPMUCFG=0");
    }
  }

  /**
   * {@code AT+ECRST}: restart the module. EC616.
   *
   * <p>{@code OK} comes before. Then the module is silent for some seconds; everything that it does
   * not store, such as MQTT's configuration, is gone. Use {@link
   * io.github.modemqtt.at.AtChannel#synchronize()} to wait for it.
   */
  public record Restart() implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+ECRST");
    }
  }

  /**
   * {@code AT+ECRST="delay",<ms>}: restart the module after a while. EC616; see {@link Restart}.
   *
   * @param delay how long it waits, in whole milliseconds
   */
  public record RestartAfter(Duration delay) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+ECRST=")
          .quoted("item", "delay")
          .number(Math.toIntExact(delay.toMillis()))
          .build();
    }
  }
}
