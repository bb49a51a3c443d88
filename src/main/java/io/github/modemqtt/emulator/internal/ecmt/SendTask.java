package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The firmware's send task: one job at a time, and a queue of ten behind it.
 *
 * <p>Who finds the queue full waits for a second, 1,000 ticks of the firmware; then what was to be
 * queued is lost without a word.
 */
final class SendTask {
  private static final int CAPACITY = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Incoming messages are acknowledged one by one, but nothing holds them up here. */
  private static final int MAX_CALLERS = 64;

  /** Something to do that may take time. */
  @FunctionalInterface
  interface Job {
    void start(Runnable finished);
  }

  private final ModuleTime time;
  private final ArrayDeque<Job> queue = new ArrayDeque<>();
  private final ArrayDeque<Caller> callers = new ArrayDeque<>();
  private @Nullable Job working;
  private boolean draining;

  SendTask(ModuleTime time) {
    this.time = time;
  }

  /** Someone who waits for room. */
  private final class Caller {
    private final Runnable room;
    private final Runnable lost;
    private final ModuleClock.Timer timer;

    Caller(Runnable room, Runnable lost) {
      this.room = room;
      this.lost = lost;
      timer = time.after(PATIENCE, this::giveUp);
    }

    private void giveUp() {
      callers.remove(this);
      lost.run();
    }

    void enter() {
      timer.cancel();
      room.run();
    }
  }

  /**
   * Waits until the queue has room.
   *
   * @param room runs when there is; adds one job at most
   * @param lost runs if there is none in time
   */
  void admit(Runnable room, Runnable lost) {
    if (!isFull()) {
      room.run();
    } else if (callers.size() >= MAX_CALLERS) {
      lost.run();
    } else {
      callers.add(new Caller(room, lost));
    }
  }

  /** Whether someone who came now would have to wait. */
  boolean isFull() {
    return !hasRoom() || !callers.isEmpty();
  }

  private boolean hasRoom() {
    return queue.size() < CAPACITY;
  }

  void add(Job job) {
    queue.add(job);
    work();
  }

  private void work() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (working == null && !queue.isEmpty()) {
        Job job = queue.remove();
        working = job;
        job.start(() -> finished(job));
        admitCallers();
      }
    } finally {
      draining = false;
    }
  }

  private void finished(Job job) {
    if (working == job) {
      working = null;
      work();
    }
  }

  private void admitCallers() {
    while (hasRoom() && !callers.isEmpty()) {
      callers.remove().enter();
    }
  }

  /** Forgets all jobs, the one that is under way included. Who waits for room finds it. */
  void clear() {
    queue.clear();
    working = null;
    admitCallers();
  }

  /** Forgets everything and everyone, as when the power goes. */
  void kill() {
    callers.forEach(caller -> caller.timer.cancel());
    callers.clear();
    clear();
  }
}
