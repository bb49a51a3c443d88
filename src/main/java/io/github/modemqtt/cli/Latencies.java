package io.github.modemqtt.cli;

import java.util.Arrays;

/** How long one stage took, for each message; sorted. */
final class Latencies {
  private static final double NANOS_PER_MILLI = 1e6;

  private final String stage;
  private final long[] sortedNanos;

  /**
   * Takes the times of at least one message.
   *
   * @param stage which stage, such as {@code queued to accepted}
   * @param nanos the times in any order
   */
  Latencies(String stage, long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("no latencies for " + stage);
    }
    this.stage = stage;
    sortedNanos = nanos.clone();
    Arrays.sort(sortedNanos);
  }

  String stage() {
    return stage;
  }

  int count() {
    return sortedNanos.length;
  }

  /** The time that the message of this rank took, 0 for the fastest. */
  double millis(int rank) {
    return sortedNanos[rank] / NANOS_PER_MILLI;
  }

  /** The least time that so many of a hundred messages did not exceed. */
  double percentileMillis(double percent) {
    int rank = (int) Math.ceil(percent / 100 * count());
    return millis(Math.max(1, rank) - 1);
  }

  double maxMillis() {
    return millis(count() - 1);
  }
}
