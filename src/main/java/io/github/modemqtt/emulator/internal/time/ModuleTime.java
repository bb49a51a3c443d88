package io.github.modemqtt.emulator.internal.time;

import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One module's share of a clock: all its tasks run one after the other, never two at once.
 *
 * <p>Everything that a module knows is touched by these tasks only, so that it needs no locks.
 */
public final class ModuleTime implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleTime.class);

  private final ModuleClock clock;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;
  private boolean stopped;

  /**
   * Creates a module's time.
   *
   * @param clock the clock that runs it
   */
  public ModuleTime(ModuleClock clock) {
    this.clock = clock;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      if (stopped) {
        return;
      }
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    clock.execute(this::runAll);
  }

  private void runAll() {
    for (Runnable task = poll(); task != null; task = poll()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a task of the emulated module failed", e);
      }
    }
  }

  private @Nullable Runnable poll() {
    synchronized (tasks) {
      Runnable task = tasks.poll();
      running = task != null;
      return task;
    }
  }

  /** Drops what waits, and whatever comes later. */
  public void stop() {
    synchronized (tasks) {
      stopped = true;
      tasks.clear();
    }
  }

  /**
   * Runs a task of the module later.
   *
   * @param delay how long to wait
   * @param task what to run
   * @return the timer; once it is cancelled the task does not run any more
   */
  public ModuleClock.Timer after(Duration delay, Runnable task) {
    Cancellable cancellable = new Cancellable(task);
    ModuleClock.Timer timer = clock.schedule(() -> execute(cancellable), delay);
    return () -> {
      cancellable.cancelled = true;
      timer.cancel();
    };
  }

  /** Cancelled by a task of the module, so that the flag needs no protection. */
  private static final class Cancellable implements Runnable {
    private final Runnable task;
    private boolean cancelled;

    Cancellable(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (!cancelled) {
        task.run();
      }
    }
  }

  /**
   * A monotonic time.
   *
   * @return nanoseconds since some moment
   */
  public long nanoTime() {
    return clock.nanoTime();
  }

  /**
   * The time of day.
   *
   * @return now
   */
  public Instant instant() {
    return clock.instant();
  }
}
