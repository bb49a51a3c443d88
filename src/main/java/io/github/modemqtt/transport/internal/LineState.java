package io.github.modemqtt.transport.internal;

import io.github.modemqtt.transport.TransportClosedException;
import io.github.modemqtt.transport.TransportException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The life of a line: new, opening, open, closed; and who is inside a call on it.
 *
 * <pre>
 *   NEW --beginOpening--> OPENING --finishOpening--> OPEN
 *    |                       |                         |
 *    +---------close---------+----------close----------+--> CLOSED
 * </pre>
 *
 * <p>The thread that closes can wait for those inside to leave before it frees what they use, so
 * that no thread ever works on a file descriptor that already belongs to somebody else.
 */
public final class LineState {
  private enum Phase {
    NEW,
    OPENING,
    OPEN,
    CLOSED
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition nobodyInside = lock.newCondition();
  private final String name;
  private volatile Phase phase = Phase.NEW;
  private volatile @Nullable String lossDetail;
  private int inside;

  /**
   * Creates the state of a new line.
   *
   * @param name the line's name for messages
   */
  public LineState(String name) {
    this.name = name;
  }

  /**
   * Starts opening.
   *
   * @return false if the line was closed
   * @throws IllegalStateException if it was opened before
   */
  public boolean beginOpening() {
    lock.lock();
    try {
      if (phase == Phase.NEW) {
        phase = Phase.OPENING;
        return true;
      }
      if (phase == Phase.CLOSED) {
        return false;
      }
      throw new IllegalStateException(name + " was opened before");
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends opening.
   *
   * @return false if the line was closed meanwhile: the opener frees what it has opened
   */
  public boolean finishOpening() {
    lock.lock();
    try {
      if (phase == Phase.OPENING) {
        phase = Phase.OPEN;
      }
      return phase == Phase.OPEN;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Enters a call; {@link #leave()} must follow, unless this throws.
   *
   * @throws IllegalStateException if the line was not opened yet
   * @throws TransportClosedException if it was closed
   * @throws TransportLostException if it was lost
   */
  public void enter() {
    lock.lock();
    try {
      requireNotClosed();
      if (phase != Phase.OPEN) {
        throw new IllegalStateException(name + " was not opened yet");
      }
      String detail = lossDetail;
      if (detail != null) {
        throw new TransportLostException(name, detail, null);
      }
      inside++;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves a call. */
  public void leave() {
    lock.lock();
    try {
      inside--;
      if (inside == 0) {
        nobodyInside.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes: from now on nobody enters.
   *
   * @return true for the first caller only
   */
  public boolean close() {
    lock.lock();
    try {
      boolean first = phase != Phase.CLOSED;
      phase = Phase.CLOSED;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that the line is gone: from now on nobody enters.
   *
   * @param detail what went wrong
   * @param cause what the system said, or null
   * @return what to throw: a loss, or that the line was closed, which explains what went wrong
   */
  public TransportException lose(String detail, @Nullable Throwable cause) {
    if (isClosed()) {
      return new TransportClosedException(name);
    }
    lossDetail = detail;
    return new TransportLostException(name, detail, cause);
  }

  /**
   * Whether the line is gone.
   *
   * @return true after {@link #lose}
   */
  public boolean isLost() {
    return lossDetail != null;
  }

  /**
   * Throws if the line was closed.
   *
   * @throws TransportClosedException if it was
   */
  public void requireNotClosed() {
    if (isClosed()) {
      throw new TransportClosedException(name);
    }
  }

  /**
   * Whether the line was closed.
   *
   * @return true after {@link #close()}
   */
  public boolean isClosed() {
    return phase == Phase.CLOSED;
  }

  /**
   * Waits until nobody is inside. An interrupt does not end the wait; it is kept for later.
   *
   * @param timeout how long at most
   * @return true if nobody is inside
   */
  public boolean awaitNobodyInside(Duration timeout) {
    Deadline deadline = Deadline.after(timeout);
    boolean interrupted = false;
    lock.lock();
    try {
      while (inside > 0 && !deadline.isOver()) {
        try {
          nobodyInside.awaitNanos(deadline.remainingNanos());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return inside == 0;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
