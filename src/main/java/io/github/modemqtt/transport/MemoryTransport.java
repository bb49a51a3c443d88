package io.github.modemqtt.transport;

import io.github.modemqtt.transport.internal.Deadline;
import io.github.modemqtt.transport.internal.LineState;
import java.time.Duration;

/**
 * One end of a line inside this process, for tests and for a module in software.
 *
 * <p>{@link #pair(String)} makes both ends; what is written to one is read from the other. Each
 * direction holds at most {@value #CAPACITY_BYTES} bytes; a write waits for room, as a serial line
 * with flow control does. Closing one end is the unplugged cable of the other: it reads what is
 * still under way and then gets {@link TransportLostException}.
 */
public final class MemoryTransport implements Transport {
  /** The number of bytes that one direction holds. */
  public static final int CAPACITY_BYTES = 64 * 1024;

  private final String name;
  private final BytePipe incoming;
  private final BytePipe outgoing;
  private final LineState state;

  private MemoryTransport(String name, BytePipe incoming, BytePipe outgoing) {
    this.name = name;
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.state = new LineState(name);
  }

  /**
   * The two ends of a line.
   *
   * @param host the host's end
   * @param module the module's end
   */
  public record Pair(MemoryTransport host, MemoryTransport module) {}

  /**
   * Makes a line.
   *
   * @param name the name for messages; the ends are called {@code memory:NAME/host} and {@code
   *     memory:NAME/module}
   * @return its two ends, both closed
   */
  public static Pair pair(String name) {
    BytePipe toHost = new BytePipe(CAPACITY_BYTES);
    BytePipe toModule = new BytePipe(CAPACITY_BYTES);
    return new Pair(
        new MemoryTransport("memory:" + name + "/host", toHost, toModule),
        new MemoryTransport("memory:" + name + "/module", toModule, toHost));
  }

  @Override
  public void open() {
    if (!state.beginOpening() || !state.finishOpening()) {
      throw new TransportClosedException(name);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    state.enter();
    try {
      int count = incoming.read(buffer, offset, length, Deadline.nanos(timeout));
      if (count >= 0) {
        return count;
      }
      throw state.isClosed() ? new TransportClosedException(name) : lost();
    } finally {
      state.leave();
    }
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    state.enter();
    try {
      if (!outgoing.write(data, offset, length)) {
        throw state.isClosed() ? new TransportClosedException(name) : lost();
      }
    } finally {
      state.leave();
    }
  }

  private TransportLostException lost() {
    return new TransportLostException(name, "the other end was closed", null);
  }

  @Override
  public void close() {
    state.close();
    incoming.abandon();
    outgoing.finish();
  }

  @Override
  public String name() {
    return name;
  }
}
