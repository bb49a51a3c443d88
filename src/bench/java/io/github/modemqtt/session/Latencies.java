package io.github.modemqtt.session;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** All latencies of a run, a fixed number. */
final class Latencies {
  private final long[] nanos;
  private final AtomicInteger count = new AtomicInteger();

  Latencies(int capacity) {
    nanos = new long[capacity];
  }

  void add(long latencyNanos) {
    nanos[count.getAndIncrement()] = latencyNanos;
  }

  int count() {
    return count.get();
  }

  /** Percentiles in milliseconds. */
  String summary() {
    long[] sorted = Arrays.copyOf(nanos, count());
    Arrays.sort(sorted);
    StringBuilder text = new StringBuilder();
    for (double percent : new double[] {50, 90, 99, 99.9, 100}) {
      int index = (int) Math.ceil(percent / 100 * sorted.length) - 1;
      text.append(String.format("p%s %.2f  ", percent, sorted[Math.max(0, index)] / 1e6));
    }
    return text.toString();
  }
}
