package io.github.modemqtt.emulator.internal.line;

import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** A clock of one thread that stands still until it is advanced. Its timers may come late. */
final class VirtualClock implements ModuleClock {
  private final PriorityQueue<Entry> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparingLong(Entry::number));
  private final Random random = new Random(1);
  private final long maxLateNanos;
  private long now;
  private long number;

  private record Entry(long due, long number, Runnable task) {}

  VirtualClock(Duration maxLate) {
    maxLateNanos = maxLate.toNanos();
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(now);
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public Timer schedule(Runnable task, Duration delay) {
    long late = maxLateNanos == 0 ? 0 : random.nextLong(maxLateNanos);
    Entry entry = new Entry(now + delay.toNanos() + late, number++, task);
    waiting.add(entry);
    return () -> waiting.remove(entry);
  }

  void advance(Duration duration) {
    long until = now + duration.toNanos();
    while (!waiting.isEmpty() && waiting.element().due() <= until) {
      Entry next = waiting.remove();
      now = Math.max(now, next.due());
      next.task().run();
    }
    now = until;
  }

  /** Time goes by, but nothing runs. */
  void jump(Duration duration) {
    now += duration.toNanos();
  }

  boolean isIdle() {
    return waiting.isEmpty();
  }
}
