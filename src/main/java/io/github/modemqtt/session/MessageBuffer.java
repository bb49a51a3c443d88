package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.TopicFilter;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a stream, between the line that brings them and whoever takes them.
 *
 * <p>A subscriber is called on an executor that runs one task at a time, with one signal a task, so
 * that others have their turn in between. Thread-safe; nobody is called with the lock held.
 */
final class MessageBuffer implements Consumer<Message>, Flow.Publisher<Message> {
  private static final Logger LOG = LoggerFactory.getLogger(MessageBuffer.class);

  /** Why no more messages come; without a failure somebody wanted it so. */
  private record End(String why, @Nullable ModemException failure) {}

  private final TopicFilter filter;
  private final StreamOptions options;
  private final Executor turns;
  private final Runnable onDrop;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  // all guarded by the lock
  private final Queue<Message> waiting = new ArrayDeque<>();
  private long dropped;
  private @Nullable End end;
  private @Nullable Demand demand;

  MessageBuffer(TopicFilter filter, StreamOptions options, Executor turns, Runnable onDrop) {
    this.filter = filter;
    this.options = options;
    this.turns = turns;
    this.onDrop = onDrop;
  }

  // ---- what comes ----

  /** Never waits: the line's reader calls it. */
  @Override
  public void accept(Message message) {
    boolean full;
    boolean first;
    Demand taker;
    lock.lock();
    try {
      if (end != null) {
        return;
      }
      full = waiting.size() >= options.capacity();
      first = full && dropped++ == 0;
      if (full && options.overflow() == StreamOverflow.DROP_OLDEST) {
        waiting.remove();
      }
      if (waiting.size() < options.capacity()) {
        waiting.add(message);
        news.signal();
      }
      taker = demand;
    } finally {
      lock.unlock();
    }
    if (first) {
      LOG.warn(
          "{} messages of {} wait to be taken, of further ones some are dropped",
          options.capacity(),
          filter);
    }
    if (full) {
      onDrop.run();
    }
    schedule(taker);
  }

  /** No more messages come; those that wait can still be taken. */
  void end(String why, @Nullable ModemException failure) {
    end(new End(why, failure), false);
  }

  /** No more messages come, and those that wait are forgotten. */
  void close() {
    end(new End("it was closed", null), true);
  }

  private void end(End reason, boolean forget) {
    Demand taker;
    lock.lock();
    try {
      if (end == null) {
        end = reason;
      }
      if (forget) {
        waiting.clear();
      }
      news.signalAll();
      taker = demand;
    } finally {
      lock.unlock();
    }
    schedule(taker);
  }

  // ---- what is taken ----

  /**
   * Waits for the next message.
   *
   * @param nanos how long at most
   * @return the message, or null when the time is over
   */
  @Nullable Message poll(long nanos) {
    long remaining = nanos;
    lock.lock();
    try {
      while (true) {
        if (demand != null) {
          throw new IllegalStateException("The stream of " + filter + " has a subscriber");
        }
        Message next = waiting.poll();
        if (next != null) {
          return next;
        }
        if (end != null) {
          throw ended(end);
        }
        if (remaining <= 0) {
          return null;
        }
        remaining = news.awaitNanos(remaining);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException("take a message", e);
    } finally {
      lock.unlock();
    }
  }

  private StreamEndedException ended(End reason) {
    return new StreamEndedException(filter, reason.why, reason.failure);
  }

  /** Whether nothing can be taken any more, and that is as somebody wanted it. */
  boolean isComplete() {
    lock.lock();
    try {
      return waiting.isEmpty() && end != null && end.failure == null;
    } finally {
      lock.unlock();
    }
  }

  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  // ---- what is pushed ----

  @Override
  public void subscribe(Flow.Subscriber<? super Message> subscriber) {
    Demand added = new Demand(Objects.requireNonNull(subscriber, "subscriber"));
    lock.lock();
    try {
      if (demand == null) {
        demand = added;
        news.signalAll();
      } else {
        added.refusal = new IllegalStateException("The stream of " + filter + " has a subscriber");
      }
    } finally {
      lock.unlock();
    }
    schedule(added);
  }

  private void schedule(@Nullable Demand taker) {
    if (taker == null) {
      return;
    }
    lock.lock();
    try {
      if (taker.scheduled || !taker.hasSignal()) {
        return;
      }
      taker.scheduled = true;
    } finally {
      lock.unlock();
    }
    turns.execute(taker::turn);
  }

  /**
   * What a subscriber has asked for. Its signals come one after the other, because it is scheduled
   * once at most.
   */
  private final class Demand implements Flow.Subscription {
    private final Flow.Subscriber<? super Message> subscriber;

    // all guarded by the buffer's lock
    private boolean begun;
    private boolean over;
    private boolean scheduled;
    private long requested;
    private @Nullable RuntimeException refusal;

    Demand(Flow.Subscriber<? super Message> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      lock.lock();
      try {
        if (count > 0) {
          requested = count > Long.MAX_VALUE - requested ? Long.MAX_VALUE : requested + count;
        } else if (refusal == null) {
          refusal = new IllegalArgumentException("request(" + count + ") is not positive (3.9)");
        }
      } finally {
        lock.unlock();
      }
      schedule(this);
    }

    @Override
    public void cancel() {
      lock.lock();
      try {
        leave();
      } finally {
        lock.unlock();
      }
    }

    /** Makes room for another subscriber. Called with the lock held. */
    private void leave() {
      over = true;
      if (demand == this) {
        demand = null;
      }
    }

    /** Called with the lock held. */
    private boolean hasSignal() {
      return !over
          && (!begun
              || refusal != null
              || requested > 0 && !waiting.isEmpty()
              || waiting.isEmpty() && end != null);
    }

    /** Gives one signal. */
    private void turn() {
      Runnable signal = nextSignal();
      if (signal != null) {
        try {
          signal.run();
        } catch (RuntimeException e) {
          LOG.warn("A subscriber of the messages of {} failed; it gets no more", filter, e);
          cancel();
        }
      }
      lock.lock();
      try {
        scheduled = false;
      } finally {
        lock.unlock();
      }
      schedule(this);
    }

    private @Nullable Runnable nextSignal() {
      lock.lock();
      try {
        return hasSignal() ? signal() : null;
      } finally {
        lock.unlock();
      }
    }

    /** Called with the lock held. */
    private Runnable signal() {
      RuntimeException refused = refusal;
      if (!begun) {
        begun = true;
        return () -> subscriber.onSubscribe(this);
      }
      if (refused != null) {
        leave();
        return () -> subscriber.onError(refused);
      }
      Message next = waiting.poll();
      if (next != null) {
        requested = requested == Long.MAX_VALUE ? requested : requested - 1;
        return () -> subscriber.onNext(next);
      }
      End reason = Objects.requireNonNull(end, "end");
      leave();
      return reason.failure == null
          ? subscriber::onComplete
          : () -> subscriber.onError(ended(reason));
    }
  }
}
