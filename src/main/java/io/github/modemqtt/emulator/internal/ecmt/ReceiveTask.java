package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import java.time.Duration;

/**
 * The firmware's receive task, as far as it makes others wait.
 *
 * <p>It exists from the first CONNECT of a context to a little after the context's end, and works
 * in slices during which it keeps the client to itself.
 */
final class ReceiveTask {
  private final ModuleTime time;
  private final FirmwareDelays delays;
  private boolean running;
  private long startedAt;

  /** Until when it lingers after the context's end. */
  private long endsAt;

  private boolean ending;

  ReceiveTask(ModuleTime time, FirmwareDelays delays) {
    this.time = time;
    this.delays = delays;
  }

  void start() {
    if (!running) {
      running = true;
      ending = false;
      startedAt = time.nanoTime();
    }
  }

  void end() {
    if (running) {
      running = false;
      ending = true;
      endsAt = time.nanoTime() + delays.taskEnd().toNanos();
    }
  }

  /** A power cycle ends it at once. */
  void kill() {
    running = false;
    ending = false;
  }

  /** Whether it still uses the queue that a new context would be given. */
  boolean lingers() {
    return ending && time.nanoTime() - endsAt < 0;
  }

  /** Runs a task when the slice is over. */
  void atEndOfSlice(Runnable task) {
    long slice = delays.receiveSlice().toNanos();
    if (!running || slice == 0) {
      time.execute(task);
      return;
    }
    long elapsed = (time.nanoTime() - startedAt) % slice;
    time.after(Duration.ofNanos(slice - elapsed), task);
  }
}
