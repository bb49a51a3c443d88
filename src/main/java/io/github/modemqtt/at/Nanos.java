package io.github.modemqtt.at;

import java.time.Duration;

/** Durations on the clock of {@link System#nanoTime()}. */
final class Nanos {
  /** Far enough to count as never, near enough to be added to any moment. */
  private static final Duration LONGEST = Duration.ofDays(10_000);

  private Nanos() {}

  static long of(Duration duration) {
    return (duration.compareTo(LONGEST) > 0 ? LONGEST : duration).toNanos();
  }
}
