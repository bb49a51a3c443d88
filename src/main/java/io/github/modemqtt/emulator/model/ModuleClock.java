package io.github.modemqtt.emulator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * Time and threads of modules: every wait of a module in software goes through here.
 *
 * <p>One clock serves many modules. Tasks must not block.
 */
public interface ModuleClock extends Executor {

  /** A task that waits for its time. */
  interface Timer {
    /** Takes the task off the clock; does nothing if it ran already. */
    void cancel();
  }

  /**
   * A monotonic time.
   *
   * @return nanoseconds since some moment
   */
  long nanoTime();

  /**
   * The time of day, which {@code AT+CCLK?} reports.
   *
   * @return now
   */
  Instant instant();

  /**
   * Runs a task later.
   *
   * @param task what to run
   * @param delay how long to wait
   * @return the timer
   */
  Timer schedule(Runnable task, Duration delay);

  /**
   * The clock of this machine, with two daemon threads that all its modules share.
   *
   * @return the one clock of this process
   */
  static ModuleClock system() {
    return SystemModuleClock.INSTANCE;
  }
}
