package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A clock that stands still until it is advanced. */
final class ManualClock implements ModuleClock, AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<Entry> waiting = new ArrayList<>();
  private long now;

  private record Entry(long due, Runnable task) {}

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Instant instant() {
    return Instant.parse("2026-11-20T06:30:00Z").plusNanos(now);
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public synchronized Timer schedule(Runnable task, Duration delay) {
    Entry entry = new Entry(now + delay.toNanos(), task);
    waiting.add(entry);
    notifyAll();
    return () -> {
      synchronized (this) {
        waiting.remove(entry);
      }
    };
  }

  /** Runs what is due in the time given, each task at its own moment and to its end. */
  void advance(Duration duration) throws Exception {
    long until = nanoTime() + duration.toNanos();
    settle();
    for (Entry next = takeDue(until); next != null; next = takeDue(until)) {
      next.task().run();
      settle();
    }
    synchronized (this) {
      now = until;
    }
  }

  private synchronized Entry takeDue(long until) {
    Entry first = waiting.stream().min(Comparator.comparingLong(Entry::due)).orElse(null);
    if (first == null || first.due() > until) {
      return null;
    }
    waiting.remove(first);
    now = Math.max(now, first.due());
    return first;
  }

  /** Waits until a task is planned for exactly then. */
  synchronized void awaitTimer(Duration delay) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (waiting.stream().noneMatch(entry -> entry.due() == now + delay.toNanos())) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("nothing planned in " + delay);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Waits until all that was to be done now is done. */
  void settle() throws Exception {
    for (int i = 0; i < 3; i++) {
      thread.submit(() -> {}).get(10, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
