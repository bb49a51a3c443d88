package io.github.modemqtt.session;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * Both are called in turns, each kind in its order: however many messages wait, a completion waits
 * for one of them only, and the other way round.
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

  /** For each callback in them the executor has, or had, one turn. */
  private final Queue<Runnable> completions = new ConcurrentLinkedQueue<>();

  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private final ExecutorService executor;
  private final Runnable turn = this::turn;

  /** The turns that came when the executor was shut down. */
  private final AtomicInteger lateTurns = new AtomicInteger();

  private volatile boolean messageIsNext;
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
    executeAmongMessages(
        () -> {
          messagesWaiting.decrementAndGet();
          handler.run();
        });
    return true;
  }

  /** Runs later, in its place among the messages, what is bounded in number by itself. */
  void executeAmongMessages(Runnable callback) {
    messages.add(callback);
    addTurn();
  }

  /** Runs a completion or an event later; on the calling thread if the client is closed. */
  void execute(Runnable callback) {
    completions.add(callback);
    addTurn();
  }

  private void addTurn() {
    try {
      executor.execute(turn);
    } catch (RejectedExecutionException e) {
      lateTurn();
    }
  }

  /** One after the other, also if callbacks cause callbacks. */
  private void lateTurn() {
    if (lateTurns.getAndIncrement() == 0) {
      do {
        turn();
      } while (lateTurns.decrementAndGet() > 0);
    }
  }

  private void turn() {
    boolean preferMessage = messageIsNext;
    Runnable callback = preferMessage ? messages.poll() : completions.poll();
    if (callback == null) {
      callback = preferMessage ? completions.poll() : messages.poll();
      messageIsNext = preferMessage;
    } else {
      messageIsNext = !preferMessage;
    }
    if (callback != null) {
      guarded(callback);
    }
  }

  /** What a user's code throws harms nobody else. */
  static void guarded(Runnable callback) {
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
