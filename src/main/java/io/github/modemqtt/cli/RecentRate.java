package io.github.modemqtt.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How fast a count has grown in the last seconds. */
final class RecentRate {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final double SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanoTime, long count) {}

  /** Notes the count, and returns its growth per second; 0 the first time. */
  double at(long nanoTime, long count) {
    while (samples.size() > 1 && nanoTime - samples.getFirst().nanoTime() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    if (samples.isEmpty() || nanoTime - samples.getLast().nanoTime() >= STEP_NANOS) {
      samples.addLast(new Sample(nanoTime, count));
    }
    Sample oldest = samples.getFirst();
    long elapsed = nanoTime - oldest.nanoTime();
    return elapsed <= 0 ? 0 : (count - oldest.count()) * SECOND_NANOS / elapsed;
  }
}
