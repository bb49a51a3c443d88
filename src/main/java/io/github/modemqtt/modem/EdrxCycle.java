package io.github.modemqtt.modem;

import java.time.Duration;
import java.util.Optional;

/** The eDRX values of NB-IoT, four bits each: 3GPP TS 24.008 section 10.5.5.32. */
final class EdrxCycle {
  private static final int BITS = 4;
  private static final Duration SHORTEST = Duration.ofMillis(20_480);
  private static final Duration WINDOW_UNIT = Duration.ofMillis(2_560);

  /** Each of these cycles is twice as long as the one before. */
  private static final int[] VALUES = {2, 3, 5, 9, 10, 11, 12, 13, 14, 15};

  private EdrxCycle() {}

  /** Rounds up to a cycle that can be said. */
  static String bits(Duration cycle) {
    for (int i = 0; i < VALUES.length; i++) {
      if (cycle.compareTo(SHORTEST.multipliedBy(1L << i)) <= 0) {
        return Integer.toBinaryString(1 << BITS | VALUES[i]).substring(1);
      }
    }
    throw new IllegalArgumentException("eDRX cycle " + cycle + " is longer than 10485.76 s");
  }

  static Optional<Duration> cycle(String bits) {
    int value = parse(bits);
    for (int i = 0; i < VALUES.length; i++) {
      if (VALUES[i] == value) {
        return Optional.of(SHORTEST.multipliedBy(1L << i));
      }
    }
    return Optional.empty();
  }

  static Optional<Duration> window(String bits) {
    int value = parse(bits);
    return value < 0 ? Optional.empty() : Optional.of(WINDOW_UNIT.multipliedBy(value + 1L));
  }

  private static int parse(String bits) {
    boolean valid = bits.length() == BITS && bits.chars().allMatch(c -> c == '0' || c == '1');
    return valid ? Integer.parseInt(bits, 2) : -1;
  }
}
