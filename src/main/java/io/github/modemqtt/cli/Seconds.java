package io.github.modemqtt.cli;

import java.time.Duration;

/** Times as options give them. */
final class Seconds {
  private static final int DAY = 86_400;
  private static final double NANOS = 1e9;

  private Seconds() {}

  static Duration positive(String option, int seconds) {
    if (seconds < 1) {
      throw new IllegalArgumentException(option + " is " + seconds + "; it must be at least 1 s");
    }
    return Duration.ofSeconds(seconds);
  }

  /** Fractions allowed; at most a day. */
  static Duration fraction(String option, double seconds) {
    if (!(seconds >= 0 && seconds <= DAY)) {
      throw new IllegalArgumentException(
          option + " is " + seconds + "; it must be 0 to " + DAY + " s");
    }
    return Duration.ofNanos(Math.round(seconds * NANOS));
  }

  static Duration notNegative(String option, int seconds) {
    if (seconds < 0) {
      throw new IllegalArgumentException(option + " is " + seconds + "; it must not be negative");
    }
    return Duration.ofSeconds(seconds);
  }
}
