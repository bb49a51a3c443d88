package io.github.modemqtt.modem;

import io.github.modemqtt.at.WakeUp;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a module is to save power. Everything is optional: what is not set is neither sent nor
 * changed. The EC616 stores all of it, also for the next program.
 *
 * <pre>{@code
 * PowerOptions.UNCHANGED
 *     .withDeepestSleep(SleepMode.SLEEP1)          // AT+ECPMUCFG=1,2
 *     .withSleepDelay(Duration.ofSeconds(5))       // AT+ECPCFG="slpWaitTime",5000
 *     .withEdrxCycle(Duration.ofSeconds(80));      // AT+CEDRXS=2,5,"0101"
 * }</pre>
 *
 * <p><b>What goes together.</b> While an MQTT connection is open, an EC616 sleeps no deeper than
 * {@link SleepMode#SLEEP1}: its MQTT task forbids more, so power saving mode (PSM) does not switch
 * the module off then. PSM and deeper sleep are for programs that connect now and then. Above 9600
 * baud a sleeping module loses the first characters of a command, so sleep there needs {@link
 * #wakeUp}; at 9600 and below it loses nothing.
 *
 * @param powerSaving power saving mode (PSM): 27.007 section 7.38
 * @param edrxCycle how seldom to listen (eDRX): 27.007 section 7.40; zero switches eDRX off
 * @param deepestSleep the deepest sleep that the module allows itself; {@link SleepMode#ACTIVE} for
 *     none
 * @param sleepDelay how long the module stays awake after each input, at most 65,535 ms
 */
public record PowerOptions(
    Optional<PowerSaving> powerSaving,
    Optional<Duration> edrxCycle,
    Optional<SleepMode> deepestSleep,
    Optional<Duration> sleepDelay) {
  /** Leaves the module as it is. */
  public static final PowerOptions UNCHANGED =
      new PowerOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Up to this rate a sleeping EC616 loses nothing: {@code hal_uart_atcmd.c}. */
  static final int LOSSLESS_BITS_PER_SECOND = 9600;

  private static final Duration SHORT_IDLE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Checks the values.
   *
   * @param powerSaving power saving mode
   * @param edrxCycle how seldom to listen
   * @param deepestSleep the deepest sleep
   * @param sleepDelay how long the module stays awake
   * @throws IllegalArgumentException if a time is negative, or too long for the module
   */
  public PowerOptions {
    powerSaving.ifPresent(PowerCommands.SetPowerSaving::new);
    sleepDelay.ifPresent(PowerCommands.SetSleepDelay::new);
    edrxCycle.filter(cycle -> !cycle.isZero()).ifPresent(PowerOptions::requireCycle);
  }

  private static void requireCycle(Duration cycle) {
    if (cycle.isNegative()) {
      throw new IllegalArgumentException("eDRX cycle " + cycle + " is negative");
    }
    EdrxRequest.narrowBand(cycle);
  }

  /**
   * The same options with power saving mode (PSM).
   *
   * @param periodicUpdate how often the module reports while it saves power (T3412), rounded up to
   *     what can be said, at most 9,920 h
   * @param activeTime how long it stays reachable before (T3324), rounded up, at most 186 min
   * @return the options
   * @throws IllegalArgumentException if a time is negative or too long
   */
  public PowerOptions withPowerSaving(Duration periodicUpdate, Duration activeTime) {
    return withPowerSaving(
        new PowerSaving(true, Optional.of(periodicUpdate), Optional.of(activeTime)));
  }

  /**
   * The same options without power saving mode: switches it off in the module.
   *
   * @return the options
   */
  public PowerOptions withoutPowerSaving() {
    return withPowerSaving(new PowerSaving(false, Optional.empty(), Optional.empty()));
  }

  private PowerOptions withPowerSaving(PowerSaving value) {
    return new PowerOptions(Optional.of(value), edrxCycle, deepestSleep, sleepDelay);
  }

  /**
   * The same options with eDRX.
   *
   * @param cycle how often to listen, rounded up to 20.48 s times a power of two, at most 10,485.76
   *     s; zero switches eDRX off
   * @return the options
   * @throws IllegalArgumentException if the cycle is negative or too long
   */
  public PowerOptions withEdrxCycle(Duration cycle) {
    return new PowerOptions(powerSaving, Optional.of(cycle), deepestSleep, sleepDelay);
  }

  /**
   * The same options with a limit of sleep.
   *
   * @param mode the deepest sleep; {@link SleepMode#ACTIVE} for none
   * @return the options
   */
  public PowerOptions withDeepestSleep(SleepMode mode) {
    return new PowerOptions(powerSaving, edrxCycle, Optional.of(mode), sleepDelay);
  }

  /**
   * The same options with another hold-off ({@code slpWaitTime}).
   *
   * @param delay how long the module stays awake after each input, at most 65,535 ms; users set 5
   *     to 60 s
   * @return the options
   * @throws IllegalArgumentException if the time is negative or too long
   */
  public PowerOptions withSleepDelay(Duration delay) {
    return new PowerOptions(powerSaving, edrxCycle, deepestSleep, Optional.of(delay));
  }

  /**
   * Whether there is nothing to do.
   *
   * @return true if nothing is set
   */
  public boolean isUnchanged() {
    return equals(UNCHANGED);
  }

  /**
   * Whether the module is allowed to sleep by these options.
   *
   * @return true if {@link #deepestSleep} is a sleep in which the line can be deaf
   */
  public boolean allowsSleep() {
    return deepestSleep.filter(mode -> mode.compareTo(SleepMode.IDLE) > 0).isPresent();
  }

  /**
   * How a channel should wake a module with these options, for {@link
   * io.github.modemqtt.at.AtChannelOptions#withWakeUp(WakeUp)}.
   *
   * @param bitsPerSecond the rate of the line, if it is known
   * @return after half of {@link #sleepDelay}, or 500 ms if that is not set or shorter; for at most
   *     3 s. Empty if the module does not sleep by these options, or loses nothing at this rate
   */
  public Optional<WakeUp> wakeUp(OptionalInt bitsPerSecond) {
    boolean lossless =
        bitsPerSecond.isPresent() && bitsPerSecond.getAsInt() <= LOSSLESS_BITS_PER_SECOND;
    if (!allowsSleep() || lossless) {
      return Optional.empty();
    }
    Duration half = sleepDelay.orElse(Duration.ZERO).dividedBy(2);
    Duration idle = half.compareTo(SHORT_IDLE) > 0 ? half : SHORT_IDLE;
    return Optional.of(new WakeUp(idle, WakeUp.DEFAULT_INTERVAL, PATIENCE));
  }
}
