package io.github.modemqtt.pty;

import com.sun.jna.Memory;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportClosedException;
import io.github.modemqtt.transport.TransportLostException;
import io.github.modemqtt.transport.internal.Deadline;
import io.github.modemqtt.transport.internal.LineState;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module's end of a pseudo-terminal. */
final class PtyTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(PtyTransport.class);
  private static final int CHUNK_BYTES = 4096;
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(5);
  private static final Duration DRAIN_LIMIT = Duration.ofMillis(200);
  private static final long DRAIN_STEP_NANOS = 1_000_000;

  private final PtyDevice device;
  private final String name;
  private final Runnable afterClose;
  private final LineState state;
  private final Memory readChunk = new Memory(CHUNK_BYTES);
  private final Memory writeChunk = new Memory(CHUNK_BYTES);
  private final PollSet readPoll = new PollSet();
  private final PollSet writePoll = new PollSet();
  private final AtomicLong dropped = new AtomicLong();
  private boolean stalled;
  private volatile boolean writing;

  PtyTransport(PtyDevice device, String name, Runnable afterClose) {
    this.device = device;
    this.name = name;
    this.afterClose = afterClose;
    this.state = new LineState(name);
  }

  @Override
  public void open() {
    if (!state.beginOpening() || !state.finishOpening()) {
      throw new TransportClosedException(name);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    state.enter();
    try {
      int count = awaitBytes(Math.min(length, CHUNK_BYTES), Deadline.after(timeout));
      readChunk.read(0, buffer, offset, count);
      return count;
    } finally {
      state.leave();
    }
  }

  private int awaitBytes(int most, Deadline deadline) {
    while (true) {
      state.requireNotClosed();
      int count = device.read(readChunk, most);
      if (count > 0) {
        return count;
      }
      checkRetryable("read", count);
      int millis = deadline.remainingMillis(Integer.MAX_VALUE);
      if (millis == 0) {
        return 0;
      }
      device.await(readPoll, LibC.POLLIN, millis);
    }
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    // Set before the line is entered, so that close() sees every write that it could wait for.
    writing = true;
    try {
      state.enter();
      try {
        writeOrDrop(data, offset, length);
      } finally {
        state.leave();
      }
    } finally {
      writing = false;
    }
  }

  private void writeOrDrop(byte[] data, int offset, int length) {
    int done = 0;
    Deadline patience = stalled ? Deadline.after(Duration.ZERO) : newPatience();
    while (done < length) {
      state.requireNotClosed();
      int size = Math.min(length - done, CHUNK_BYTES);
      writeChunk.write(0, data, offset + done, size);
      int count = device.write(writeChunk, size);
      if (count > 0) {
        done += count;
        stalled = false;
        patience = newPatience();
        continue;
      }
      checkRetryable("write", count);
      if (patience.isOver()) {
        drop(length - done);
        return;
      }
      device.await(writePoll, LibC.POLLOUT, patience.remainingMillis(Integer.MAX_VALUE));
    }
  }

  private static Deadline newPatience() {
    return Deadline.after(PseudoTerminal.PATIENCE);
  }

  private void drop(int bytes) {
    if (!stalled) {
      LOG.info("{}: nobody reads; dropping bytes until somebody does", name);
    }
    stalled = true;
    dropped.addAndGet(bytes);
  }

  long droppedBytes() {
    return dropped.get();
  }

  private void checkRetryable(String call, int result) {
    if (result != 0 && result != -LibC.EAGAIN && result != -LibC.EINTR) {
      String detail = call + " failed, " + PtyDevice.errorText(-result);
      throw new TransportLostException(name, detail, null);
    }
  }

  @Override
  public void close() {
    if (!state.close()) {
      return;
    }
    boolean writeIsBlocked = writing;
    device.wake();
    if (!writeIsBlocked) {
      drain();
    }
    if (state.awaitNobodyInside(LEAVE_LIMIT)) {
      device.release();
    } else {
      LOG.warn("{}: a thread does not leave; its file descriptors stay open", name);
    }
    afterClose.run();
  }

  /** A hang-up throws away what the client has not read yet. */
  private void drain() {
    PollSet poll = new PollSet();
    Deadline limit = Deadline.after(DRAIN_LIMIT);
    boolean interrupted = Thread.interrupted();
    while (device.hasUnread(poll) && !limit.isOver()) {
      LockSupport.parkNanos(DRAIN_STEP_NANOS);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String name() {
    return name;
  }
}
