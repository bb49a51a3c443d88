package io.github.modemqtt.transport.internal;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportClosedException;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line that is made of others, which come one after the other: those of a port's users.
 *
 * <p>A line stays until reading finds its end, so that all that its user has written is read before
 * the next one has its turn.
 */
public final class PortLine {
  private static final Logger LOG = LoggerFactory.getLogger(PortLine.class);

  private final String name;
  private final LineState state;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Transport current;

  /**
   * Creates a line that nobody uses yet.
   *
   * @param name its name for messages
   */
  public PortLine(String name) {
    this.name = name;
    this.state = new LineState(name);
  }

  /** Opens it. */
  public void open() {
    if (!state.beginOpening() || !state.finishOpening()) {
      throw new TransportClosedException(name);
    }
  }

  /**
   * Whether it was closed.
   *
   * @return true after {@link #close()}
   */
  public boolean isClosed() {
    return state.isClosed();
  }

  /**
   * Gives the next user its turn, as soon as the one before has none any more.
   *
   * @param next the user's line, open
   * @param patience how long the one before may take
   * @param wanted whether the user is still welcome; asked when its turn comes
   * @return false if the user got no turn: the caller closes its line
   */
  public boolean offer(Transport next, Duration patience, BooleanSupplier wanted) {
    Deadline deadline = Deadline.after(patience);
    lock.lock();
    try {
      await(() -> current == null || isClosed() || !wanted.getAsBoolean(), deadline);
      if (current != null || isClosed() || !wanted.getAsBoolean()) {
        return false;
      }
      current = next;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** An interrupt does not end the wait; it is kept for later. Needs the lock. */
  private void await(BooleanSupplier done, Deadline deadline) {
    boolean interrupted = false;
    while (!done.getAsBoolean() && !deadline.isOver()) {
      try {
        changed.awaitNanos(deadline.remainingNanos());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads as {@link Transport#read}, except that the end of a user is not the end of the line.
   *
   * @param buffer where the bytes go
   * @param offset the index of the first byte
   * @param length the largest number of bytes
   * @param timeout how long to wait
   * @return the number of bytes, or 0 if none came in time
   */
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    Deadline deadline = Deadline.after(timeout);
    while (true) {
      Transport line = awaitUser(deadline);
      if (line == null) {
        return 0;
      }
      try {
        return line.read(buffer, offset, length, Duration.ofNanos(deadline.remainingNanos()));
      } catch (TransportException e) {
        LOG.debug("{}: {} has left: {}", name, line.name(), e.toString());
        leave(line);
      }
    }
  }

  private @Nullable Transport awaitUser(Deadline deadline) {
    lock.lock();
    try {
      await(() -> current != null || isClosed(), deadline);
      requireOpen();
      return current;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    state.enter();
    state.leave();
  }

  private void leave(Transport line) {
    lock.lock();
    try {
      if (current == line) {
        current = null;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    line.close();
  }

  /**
   * Writes to whoever is there, else to nobody.
   *
   * @param data the bytes
   * @param offset the index of the first byte
   * @param length the number of bytes
   */
  public void write(byte[] data, int offset, int length) {
    requireOpen();
    Transport line = user();
    if (line == null) {
      return;
    }
    try {
      line.write(data, offset, length);
    } catch (TransportException e) {
      LOG.debug("{}: {} did not take {} bytes: {}", name, line.name(), length, e.toString());
    }
  }

  private @Nullable Transport user() {
    lock.lock();
    try {
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** Cuts off whoever is there. */
  public void cut() {
    Transport line;
    lock.lock();
    try {
      line = current;
      current = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (line != null) {
      line.close();
    }
  }

  /** Ends it for good, and with it every wait. */
  public void close() {
    state.close();
    cut();
  }
}
