package io.github.modemqtt.cli;

import java.time.Duration;

/** Times as options give them. */
final class Seconds {
  private Seconds() {}

  static Duration positive(String option, int seconds) {
    if (seconds < 1) {
      throw new IllegalArgumentException(option + " is " + seconds + "; it must be at least 1 s");
    }
    return Duration.ofSeconds(seconds);
  }

  static Duration notNegative(String option, int seconds) {
    if (seconds < 0) {
      throw new IllegalArgumentException(option + " is " + seconds + "; it must not be negative");
    }
    return Duration.ofSeconds(seconds);
  }
}
