package io.github.modemqtt.at;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread with a bounded queue; when it is full, a further callback is rejected. */
final class CallbackThread implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackThread.class);

  private final ThreadPoolExecutor executor;

  CallbackThread(String name, int capacity) {
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(capacity),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void execute(Runnable callback) {
    executor.execute(() -> runGuarded(callback));
  }

  private static void runGuarded(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      LOG.warn("A callback of the AT channel failed", e);
    }
  }

  /** Lets what waits run; takes nothing new. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
