package io.github.modemqtt.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** All latencies of a run, at most a fixed number; threads may add at the same time. */
public final class Latencies {
  private final long[] nanos;
  private final AtomicInteger count = new AtomicInteger();

  /** Room for that many. */
  public Latencies(int capacity) {
    nanos = new long[capacity];
  }

  /** Adds one. */
  public void add(long latencyNanos) {
    nanos[count.getAndIncrement()] = latencyNanos;
  }

  /** How many there are. */
  public int count() {
    return count.get();
  }

  /**
   * The time that so many percent did not exceed, in milliseconds; not a number if there are none.
   *
   * @param percent 50 is the median, 100 the longest
   */
  public double millis(double percent) {
    long[] sorted = Arrays.copyOf(nanos, count());
    if (sorted.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(sorted);
    int index = (int) Math.ceil(percent / 100 * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }
}
