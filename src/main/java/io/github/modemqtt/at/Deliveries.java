package io.github.modemqtt.at;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the channel has to tell, run in the order of its happening but never under the lock.
 *
 * <p>Whichever thread leaves the lock first runs what is there; a thread that comes meanwhile only
 * adds. So the order holds without a thread of its own.
 */
final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final ReentrantLock lock;

  /** With more waiting, the line is not read on: a slow listener slows the line, not the heap. */
  private static final int PLENTY = 4096;

  private final Condition room;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean draining;
  private boolean unbounded;
  private volatile @Nullable Thread drainer;

  Deliveries(ReentrantLock lock) {
    this.lock = lock;
    this.room = lock.newCondition();
  }

  /** Called with the lock held. */
  void add(Runnable delivery) {
    waiting.add(delivery);
  }

  /** Whether something waits that nobody is delivering. Called with the lock held. */
  boolean wantDraining() {
    return !draining && !waiting.isEmpty();
  }

  /** Waits until another thread has delivered most of what waits. Called without the lock. */
  void awaitRoom() {
    lock.lock();
    try {
      while (draining && !unbounded && !isDrainedByCaller() && waiting.size() > PLENTY) {
        room.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** At the end nobody waits for room any more. Called with the lock held. */
  void letEverythingIn() {
    unbounded = true;
    room.signalAll();
  }

  /** Whether the calling thread is in a delivery: the next one comes only after it. */
  boolean isDrainedByCaller() {
    return drainer == Thread.currentThread();
  }

  /** Called without the lock. */
  void drain() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("would call back with the lock held");
    }
    Runnable delivery = first();
    while (delivery != null) {
      try {
        delivery.run();
      } catch (Throwable e) { // an error, too, must not leave the others undelivered
        LOG.warn("A listener of the AT channel failed", e);
      }
      delivery = next();
    }
  }

  private @Nullable Runnable first() {
    lock.lock();
    try {
      if (draining || waiting.isEmpty()) {
        return null;
      }
      draining = true;
      drainer = Thread.currentThread();
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      Runnable delivery = waiting.poll();
      if (delivery == null) {
        draining = false;
        drainer = null;
        room.signalAll();
      } else if (waiting.size() == PLENTY) {
        room.signalAll();
      }
      return delivery;
    } finally {
      lock.unlock();
    }
  }
}
