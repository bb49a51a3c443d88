package io.github.modemqtt.bench.parts.unlimited;

import java.util.Arrays;

/** Times of single exchanges, a bounded number. */
final class Sample {
  private final long[] nanos = new long[1 << 20];
  private int count;
  private boolean sorted;

  void add(long time) {
    if (count < nanos.length) {
      nanos[count++] = time;
      sorted = false;
    }
  }

  /** In microseconds, below which so many percent of the times are. */
  double percentile(double percent) {
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    return nanos[Math.max(0, (int) Math.ceil(percent / 100 * count) - 1)] / 1e3;
  }
}
