package io.github.modemqtt.modem;

import java.time.Duration;
import java.util.Optional;

/**
 * How a module saves power, as far as it says: what was asked for, and what the network granted.
 *
 * @param powerSaving power saving mode (PSM) as the module asks the network for it: {@code
 *     AT+CPSMS?}
 * @param activeTime how long the network lets the module stay reachable before power saving
 *     (T3324); empty if it granted none, has not answered yet, or the module does not tell
 * @param periodicUpdate how often the network wants to hear of the module meanwhile (T3412); empty
 *     as for {@code activeTime}
 * @param edrxRequest how seldom the module asks to listen (eDRX): {@code AT+CEDRXS?}
 * @param edrx what the network granted of that; only told by a URC ({@link NetworkUrcs#CEDRXP})
 * @param deepestSleep the deepest sleep that the module allows itself: {@code AT+ECPMUCFG?}; {@link
 *     SleepMode#ACTIVE} if none
 * @param sleepDelay how long the module stays awake after each input: {@code slpWaitTime}
 */
public record PowerStatus(
    Optional<PowerSaving> powerSaving,
    Optional<Duration> activeTime,
    Optional<Duration> periodicUpdate,
    Optional<EdrxRequest> edrxRequest,
    Optional<EdrxParameters> edrx,
    Optional<SleepMode> deepestSleep,
    Optional<Duration> sleepDelay) {
  /** Nothing is known. */
  public static final PowerStatus UNKNOWN =
      new PowerStatus(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  PowerStatus withEdrx(EdrxParameters granted) {
    return new PowerStatus(
        powerSaving,
        activeTime,
        periodicUpdate,
        edrxRequest,
        Optional.of(granted),
        deepestSleep,
        sleepDelay);
  }

  /** What the network granted stands in a registration, if the module tells it there. */
  PowerStatus withTimersOf(Registration registration) {
    return new PowerStatus(
        powerSaving,
        registration.activeTime(),
        registration.periodicUpdate(),
        edrxRequest,
        edrx,
        deepestSleep,
        sleepDelay);
  }
}
