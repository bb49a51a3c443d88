package io.github.modemqtt.modem;

import static io.github.modemqtt.at.ReplyShape.Field.ANY;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;

import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyFormatException;
import io.github.modemqtt.at.ReplyShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * {@code AT+CPSMS=<mode>[,,,"<T3412>","<T3324>"]}: power saving mode setting. 27.007 section
   * 7.38; the EC616 stores it. The network may grant other times: see {@link Registration}.
   *
   * @param wanted what to ask the network for. A time that has no form of its own is rounded up; a
   *     time that is empty is left as it is in the module
   */
  public record SetPowerSaving(PowerSaving wanted) implements ActionCommand {
    /**
     * Checks the times.
     *
     * @param wanted what to ask for
     * @throws IllegalArgumentException if a time is negative or too long: more than 31 times 320
     *     hours for the periodic update, 31 times 6 minutes for the active time
     */
    public SetPowerSaving {
      wanted.periodicUpdate().ifPresent(GprsTimer::periodicUpdateBits);
      wanted.activeTime().ifPresent(GprsTimer::activeTimeBits);
    }

    @Override
    public CommandLine line() {
      Optional<String> periodicUpdate = wanted.periodicUpdate().map(GprsTimer::periodicUpdateBits);
      Optional<String> activeTime = wanted.activeTime().map(GprsTimer::activeTimeBits);
      if (!wanted.enabled() || periodicUpdate.isEmpty() && activeTime.isEmpty()) {
        return CommandLine.of(wanted.enabled() ? "AT+CPSMS=1" : "AT+CPSMS=0");
      }
      CommandLine.Builder line =
          CommandLine.startingWith(periodicUpdate.isPresent() ? "AT+CPSMS=1,,," : "AT+CPSMS=1,,,,");
      periodicUpdate.ifPresent(bits -> line.quoted("periodic update", bits));
      activeTime.ifPresent(bits -> line.quoted("active time", bits));
      return line.build();
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

  /**
   * {@code AT+CEDRXS=<mode>,<technology>,"<cycle>"}: ask to listen seldom (eDRX). 27.007 section
   * 7.40; the EC616 stores it.
   *
   * @param request how seldom
   * @param reports whether {@link NetworkUrcs#CEDRXP} tells what the network grants
   */
  public record SetEdrx(EdrxRequest request, boolean reports) implements ActionCommand {
    private static final int CYCLE_BITS = 4;

    /**
     * Checks the cycle.
     *
     * @param request how seldom
     * @param reports whether changes are reported
     * @throws IllegalArgumentException if the cycle is not four bits
     */
    public SetEdrx {
      String bits = request.cycleBits();
      if (bits.length() != CYCLE_BITS || !bits.chars().allMatch(c -> c == '0' || c == '1')) {
        throw new IllegalArgumentException("cycle '" + bits + "' is not four bits");
      }
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+CEDRXS=")
          .number(reports ? 2 : 1)
          .number(request.accessTechnology())
          .quoted("cycle", request.cycleBits())
          .build();
    }
  }

  /** {@code AT+CEDRXS=0}: listen as usual. 27.007 section 7.40; the EC616 stores it. */
  public record DisableEdrx() implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+CEDRXS=0");
    }
  }

  /**
   * {@code AT+ECPSMR?}: whether the module is in power saving (PSM) now. EC616; not in builds with
   * the reference command set.
   */
  public record ReadPowerSavingState() implements AtCommand<Boolean> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+ECPSMR?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+ECPSMR", NUMBER, NUMBER);
    }

    @Override
    public Boolean decode(Reply reply) {
      FieldReader fields = reply.line().fields();
      fields.nextInt();
      return fields.nextInt() == 1;
    }
  }

  /**
   * {@code AT+ECPSMR=<n>}: {@link NetworkUrcs#ECPSMR} on or off. EC616; stored.
   *
   * @param on whether the module reports that it enters or leaves power saving
   */
  public record SetPowerSavingReports(boolean on) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.of(on ? "AT+ECPSMR=1" : "AT+ECPSMR=0");
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

  /** {@code AT+ECPMUSTATUS?}: the sleep of the module, as it sees it. EC616. */
  public record ReadSleepStatus() implements AtCommand<SleepStatus> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+ECPMUSTATUS?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+ECPMUSTATUS", ANY).andMore();
    }

    @Override
    public SleepStatus decode(Reply reply) {
      FieldReader fields = reply.line().fields();
      SleepMode mode = SleepMode.named(reply.line().text(), fields.nextText());
      return new SleepStatus(mode, Duration.ofMillis(fields.nextInt()));
    }
  }

  /**
   * {@code AT+ECPCFG?}: settings of the platform. EC616. The reply has names such as {@code
   * slpWaitTime} and their values, in the module's order.
   */
  public record ReadPlatformSettings() implements AtCommand<Map<String, Integer>> {
    @Override
    public CommandLine line() {
      return CommandLine.of("AT+ECPCFG?");
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.line("+ECPCFG", ANY).andMore();
    }

    @Override
    public Map<String, Integer> decode(Reply reply) {
      String line = reply.line().text();
      Map<String, Integer> settings = new LinkedHashMap<>();
      for (String item : line.substring(line.indexOf(':') + 1).split(",", -1)) {
        int colon = item.indexOf(':');
        try {
          String name = item.substring(0, colon).replace("\"", "").strip();
          settings.put(name, Integer.valueOf(item.substring(colon + 1).strip()));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
          throw new ReplyFormatException(line, "'" + item + "' is no name and number");
        }
      }
      return settings;
    }
  }

  /**
   * {@code AT+ECPCFG="slpWaitTime",<ms>}: how long the module stays awake after each input. EC616;
   * stored.
   *
   * @param delay the time, in whole milliseconds, at most 65,535 ms
   */
  public record SetSleepDelay(Duration delay) implements ActionCommand {
    private static final int LONGEST_MILLIS = 0xFFFF;

    /**
     * Checks the time.
     *
     * @param delay the time
     * @throws IllegalArgumentException if it is negative or too long
     */
    public SetSleepDelay {
      if (delay.isNegative() || delay.compareTo(Duration.ofMillis(LONGEST_MILLIS)) > 0) {
        throw new IllegalArgumentException(
            "delay is " + delay + "; it must be 0 to " + LONGEST_MILLIS + " ms");
      }
    }

    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+ECPCFG=")
          .quoted("item", "slpWaitTime")
          .number((int) delay.toMillis())
          .build();
    }
  }

  /**
   * {@code AT+ECPURC="HIBNATE",<n>}: {@link NetworkUrcs#HIB} on or off. EC616.
   *
   * @param on whether the module reports hibernation
   */
  public record SetHibernationReports(boolean on) implements ActionCommand {
    @Override
    public CommandLine line() {
      return CommandLine.startingWith("AT+ECPURC=")
          .quoted("item", "HIBNATE")
          .number(on ? 1 : 0)
          .build();
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
