package io.github.modemqtt.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue of bytes between two threads; it takes the memory that it has needed so far. */
final class BytePipe {
  private static final int SPINS = 500;
  private static final int FIRST_BYTES = 512;

  /** More threads that spin at once keep the one from running that they wait for. */
  private static final int MAX_SPINNING =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private static final AtomicInteger SPINNING = new AtomicInteger();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition readable = lock.newCondition();
  private final Condition writable = lock.newCondition();
  private final int capacity;
  private byte[] ring;
  private int head;

  /** Written with the lock held; looked at without it to find out whether waiting is over. */
  private volatile int size;

  private volatile boolean finished;

  BytePipe(int capacity) {
    this.capacity = capacity;
    ring = new byte[Math.min(FIRST_BYTES, capacity)];
  }

  /** Returns the number of bytes read, 0 on time-out, or -1 at the end. */
  int read(byte[] buffer, int offset, int length, long timeoutNanos) {
    if (timeoutNanos > 0 && size == 0) {
      spin();
    }
    lock.lock();
    try {
      if (size == 0) {
        awaitBytes(timeoutNanos);
      }
      return size > 0 ? take(buffer, offset, length) : finished ? -1 : 0;
    } finally {
      lock.unlock();
    }
  }

  /** An answer from the same process often comes sooner than a thread can sleep and wake. */
  private void spin() {
    if (SPINNING.incrementAndGet() <= MAX_SPINNING) {
      for (int spins = 0; spins < SPINS && size == 0 && !finished; spins++) {
        Thread.onSpinWait();
      }
    }
    SPINNING.decrementAndGet();
  }

  /** An interrupt does not end the wait, only the end of the pipe does; it is kept for later. */
  private void awaitBytes(long timeoutNanos) {
    long deadline = System.nanoTime() + timeoutNanos;
    long remaining = timeoutNanos;
    boolean interrupted = false;
    while (size == 0 && !finished && remaining > 0) {
      try {
        remaining = readable.awaitNanos(remaining);
      } catch (InterruptedException e) {
        interrupted = true;
        remaining = deadline - System.nanoTime();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private int take(byte[] buffer, int offset, int length) {
    int count = Math.min(length, size);
    int first = Math.min(count, ring.length - head);
    System.arraycopy(ring, head, buffer, offset, first);
    System.arraycopy(ring, 0, buffer, offset + first, count - first);
    head = (head + count) % ring.length;
    size -= count;
    writable.signal();
    return count;
  }

  /** Returns false if the pipe ended before all bytes were in it. */
  boolean write(byte[] data, int offset, int length) {
    lock.lock();
    try {
      int done = 0;
      while (done < length) {
        while (size == capacity && !finished) {
          writable.awaitUninterruptibly();
        }
        if (finished) {
          return false;
        }
        done += append(data, offset + done, length - done);
        readable.signal();
      }
      return !finished;
    } finally {
      lock.unlock();
    }
  }

  private int append(byte[] data, int offset, int length) {
    makeRoom(Math.min(capacity, size + length));
    int tail = (head + size) % ring.length;
    int count = Math.min(length, ring.length - size);
    int first = Math.min(count, ring.length - tail);
    System.arraycopy(data, offset, ring, tail, first);
    System.arraycopy(data, offset + first, ring, 0, count - first);
    size += count;
    return count;
  }

  private void makeRoom(int needed) {
    if (needed > ring.length) {
      byte[] larger = new byte[Math.min(capacity, Math.max(needed, 2 * ring.length))];
      int first = Math.min(size, ring.length - head);
      System.arraycopy(ring, head, larger, 0, first);
      System.arraycopy(ring, 0, larger, first, size - first);
      ring = larger;
      head = 0;
    }
  }

  /** Ends the pipe; what is in it can still be read. */
  void finish() {
    end(false);
  }

  /** Ends the pipe and throws away what is in it. */
  void abandon() {
    end(true);
  }

  private void end(boolean discard) {
    lock.lock();
    try {
      finished = true;
      if (discard) {
        size = 0;
      }
      readable.signalAll();
      writable.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
