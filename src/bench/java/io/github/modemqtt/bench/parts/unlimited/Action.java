package io.github.modemqtt.bench.parts.unlimited;

import java.time.Duration;

/** What is done again and again. */
@FunctionalInterface
interface Action {
  void run() throws Exception;

  /** Does it for so long, and returns how often. */
  default long repeat(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    long count = 0;
    while (System.nanoTime() - end < 0) {
      run();
      count++;
    }
    return count;
  }

  /** Does it for so long, and keeps the time of each. */
  default long repeat(Duration time, Sample sample) throws Exception {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long count = 0;
    while (start - end < 0) {
      run();
      long now = System.nanoTime();
      sample.add(now - start);
      start = now;
      count++;
    }
    return count;
  }
}
