package io.github.modemqtt.session;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which a client calls its user.
 *
 * <p>Messages wait in a bounded number; the newest is thrown away and counted when they are more.
 * Completions of the user's own calls are never thrown away: their number is bounded by the calls.
 *
 * <p>A thread that had nothing to do for a while ends, and another one comes when it is needed:
 * many clients of which few are busy have few of them.
 */
final class CallbackThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackThread.class);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final int messageCapacity;
  private final AtomicInteger messagesWaiting = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final ExecutorService executor;
  private volatile @Nullable Thread thread;

  CallbackThread(String name, int messageCapacity) {
    this(name, messageCapacity, IDLE);
  }

  CallbackThread(String name, int messageCapacity, Duration idle) {
    this.messageCapacity = messageCapacity;
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            idle.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread created = new Thread(task, name);
              created.setDaemon(true);
              thread = created;
              return created;
            });
    one.allowCoreThreadTimeOut(true);
    executor = one;
  }

  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** Runs a message handler later; returns false if too many messages wait. */
  boolean deliver(Runnable handler) {
    if (messagesWaiting.incrementAndGet() > messageCapacity) {
      messagesWaiting.decrementAndGet();
      if (dropped.getAndIncrement() == 0) {
        LOG.warn(
            "Handlers are too slow: {} messages wait, further ones are dropped", messageCapacity);
      }
      return false;
    }
    execute(
        () -> {
          messagesWaiting.decrementAndGet();
          handler.run();
        });
    return true;
  }

  /** Runs something later; on the calling thread if the client is closed. */
  void execute(Runnable callback) {
    try {
      executor.execute(() -> guarded(callback));
    } catch (RejectedExecutionException e) {
      guarded(callback);
    }
  }

  private static void guarded(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      LOG.warn("A callback of the client failed", e);
    }
  }

  /** How many messages wait for their handlers. */
  int waiting() {
    return messagesWaiting.get();
  }

  long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
