package io.github.modemqtt.session;

import java.time.Duration;

/** Durations as nanoseconds for deadlines, which a century would overflow. */
final class Nanos {
  private static final long LONGEST = Long.MAX_VALUE / 4;

  private Nanos() {}

  static long of(Duration duration) {
    return duration.getSeconds() > LONGEST / 1_000_000_000L ? LONGEST : duration.toNanos();
  }
}
