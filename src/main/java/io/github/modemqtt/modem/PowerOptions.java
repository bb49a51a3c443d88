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
 *     .withDeepestSleep(SleepMode.SLEEP1, Duration.ofSeconds(5)) // slpWaitTime, ECPMUCFG=1,2
 *     .withEdrxCycle(Duration.ofSeconds(80));                    // CEDRXS=2,5,"0101"
 * }</pre>
 *
 * <p><b>What goes together.</b> While an MQTT connection is open, an EC616 sleeps no deeper than
 * {@link SleepMode#SLEEP1}: its MQTT task forbids more, so power saving mode (PSM) does not switch
 * the module off then. PSM and deeper sleep are for programs that connect now and then. Above 9600
 * baud a sleeping module loses the first characters of a command, so sleep there needs {@link
 * #wakeUp}, and a hold-off that is long enough for a dialogue; at 9600 and below it loses nothing.
 *
 * @param powerSaving power saving mode (PSM): 27.007 section 7.38
 * @param edrxCycle how seldom to listen (eDRX): 27.007 section 7.40; zero switches eDRX off
 * @param deepestSleep the deepest sleep that the module allows itself; {@link SleepMode#ACTIVE} for
 *     none. A sleep needs a {@code sleepDelay} beside it
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

  private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Checks the values.
   *
   * @param powerSaving power saving mode
   * @param edrxCycle how seldom to listen
   * @param deepestSleep the deepest sleep
   * @param sleepDelay how long the module stays awake
   * @throws IllegalArgumentException if a time is negative, or too long for the module, or if a
   *     sleep has no {@code sleepDelay}
   */
  public PowerOptions {
    if (isSleep(deepestSleep) && sleepDelay.isEmpty()) {
      throw new IllegalArgumentException(
          "deepestSleep "
              + deepestSleep.get()
              + " without sleepDelay: the module would sleep at once between two commands; users"
              + " set 5 to 60 s");
    }
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
   * The same options with sleep, and its hold-off ({@code slpWaitTime}).
   *
   * @param mode the deepest sleep
   * @param delay how long the module stays awake after each input, at most 65,535 ms; users set 5
   *     to 60 s. Above 9600 baud at least 1 s
   * @return the options
   * @throws IllegalArgumentException if the time is negative or too long
   */
  public PowerOptions withDeepestSleep(SleepMode mode, Duration delay) {
    return new PowerOptions(powerSaving, edrxCycle, Optional.of(mode), Optional.of(delay));
  }

  /**
   * The same options without sleep: switches it off in the module.
   *
   * @return the options
   */
  public PowerOptions withoutSleep() {
    return new PowerOptions(powerSaving, edrxCycle, Optional.of(SleepMode.ACTIVE), sleepDelay);
  }

  /**
   * The same options with another hold-off ({@code slpWaitTime}).
   *
   * @param delay how long the module stays awake after each input, at most 65,535 ms
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
    return isSleep(deepestSleep);
  }

  private static boolean isSleep(Optional<SleepMode> deepest) {
    return deepest.filter(mode -> mode.compareTo(SleepMode.IDLE) > 0).isPresent();
  }

  /**
   * How a channel should wake a module with these options, for {@link
   * io.github.modemqtt.at.AtChannelOptions#withWakeUp(WakeUp)}.
   *
   * @param bitsPerSecond the rate of the line, if it is known
   * @return after half of {@link #sleepDelay}, for at most 3 s; empty if the module does not sleep
   *     by these options, or loses nothing at this rate
   * @throws IllegalArgumentException if the module would sleep during a dialogue: {@link
   *     #sleepDelay} is below 1 s
   */
  public Optional<WakeUp> wakeUp(OptionalInt bitsPerSecond) {
    boolean lossless =
        bitsPerSecond.isPresent() && bitsPerSecond.getAsInt() <= LOSSLESS_BITS_PER_SECOND;
    if (!allowsSleep() || lossless) {
      return Optional.empty();
    }
    Duration delay = sleepDelay.orElse(Duration.ZERO);
    if (delay.compareTo(SHORTEST_DELAY) < 0) {
      throw new IllegalArgumentException(
          "sleepDelay "
              + delay
              + " is below 1 s: above 9600 baud the module would lose commands of a dialogue; set"
              + " a longer one, or use 9600 baud");
    }
    return Optional.of(new WakeUp(delay.dividedBy(2), WakeUp.DEFAULT_INTERVAL, PATIENCE));
  }
}
