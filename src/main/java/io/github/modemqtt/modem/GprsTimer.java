package io.github.modemqtt.modem;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Timers as eight bits, three of unit and five of value: 3GPP TS 24.008 section 10.5.7. */
final class GprsTimer {
  private static final int BITS = 8;
  private static final int UNIT_SHIFT = 5;
  private static final int VALUE_MASK = 0x1F;

  /** The numbers of the units, from short to long. */
  private static final int[] ACTIVE_TIME_UNITS = {0, 1, 2};

  private static final int[] PERIODIC_UPDATE_UNITS = {3, 4, 5, 0, 1, 2, 6};

  private GprsTimer() {}

  /** T3324, "GPRS timer 2"; empty if there is none or it is switched off. */
  static Optional<Duration> activeTime(String bits) {
    int timer = parse(bits);
    return timer < 0 ? Optional.empty() : times(timer, activeTimeUnit(timer >> UNIT_SHIFT));
  }

  /** T3412 extended, "GPRS timer 3"; empty if there is none or it is switched off. */
  static Optional<Duration> periodicUpdate(String bits) {
    int timer = parse(bits);
    return timer < 0 ? Optional.empty() : times(timer, periodicUpdateUnit(timer >> UNIT_SHIFT));
  }

  /** T3324 as bits; rounds up to a time that can be said. */
  static String activeTimeBits(Duration time) {
    return bits("active time", time, GprsTimer::activeTimeUnit, ACTIVE_TIME_UNITS);
  }

  /** T3412 extended as bits; rounds up to a time that can be said. */
  static String periodicUpdateBits(Duration time) {
    return bits("periodic update", time, GprsTimer::periodicUpdateUnit, PERIODIC_UPDATE_UNITS);
  }

  private static String bits(
      String name, Duration time, IntFunction<@Nullable Duration> units, int... finestFirst) {
    for (int number : finestFirst) {
      Duration unit = units.apply(number);
      if (unit != null
          && !time.isNegative()
          && time.compareTo(unit.multipliedBy(VALUE_MASK)) <= 0) {
        long rounded = time.plus(unit).minusNanos(1).dividedBy(unit);
        String all = Integer.toBinaryString(1 << BITS | number << UNIT_SHIFT | (int) rounded);
        return all.substring(1);
      }
    }
    throw new IllegalArgumentException(name + " " + time + " is negative or too long");
  }

  private static Optional<Duration> times(int timer, @Nullable Duration unit) {
    return unit == null ? Optional.empty() : Optional.of(unit.multipliedBy(timer & VALUE_MASK));
  }

  private static @Nullable Duration activeTimeUnit(int unit) {
    return switch (unit) {
      case 0 -> Duration.ofSeconds(2);
      case 2 -> Duration.ofMinutes(6);
      case 7 -> null;
      default -> Duration.ofMinutes(1);
    };
  }

  private static @Nullable Duration periodicUpdateUnit(int unit) {
    return switch (unit) {
      case 0 -> Duration.ofMinutes(10);
      case 1 -> Duration.ofHours(1);
      case 2 -> Duration.ofHours(10);
      case 3 -> Duration.ofSeconds(2);
      case 4 -> Duration.ofSeconds(30);
      case 5 -> Duration.ofMinutes(1);
      case 6 -> Duration.ofHours(320);
      default -> null;
    };
  }

  private static int parse(String bits) {
    if (bits.length() != BITS) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < BITS; i++) {
      char bit = bits.charAt(i);
      if (bit != '0' && bit != '1') {
        return -1;
      }
      value = 2 * value + (bit - '0');
    }
    return value;
  }
}
