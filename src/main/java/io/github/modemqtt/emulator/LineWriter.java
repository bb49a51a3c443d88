package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.internal.line.Wire;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module's UART send queue: whole messages in order, dropped when it is full.
 *
 * <p>Borrows a thread while there is something to write, because a write may block for as long as
 * the host does not read.
 */
final class LineWriter implements Wire {
  /** Bytes that may wait before a line with a rate of its own stands still. */
  private static final int ENOUGH = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);

  private final Transport line;
  private final Executor threads;
  private final int capacity;
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private boolean writing;
  private long waiting;
  private long dropped;

  LineWriter(Transport line, Executor threads, int capacity) {
    this.line = line;
    this.threads = threads;
    this.capacity = capacity;
  }

  @Override
  public boolean hasRoom() {
    synchronized (queue) {
      return waiting < ENOUGH;
    }
  }

  @Override
  public void send(byte[] message) {
    synchronized (queue) {
      if (queue.size() >= capacity) {
        dropped++;
        return;
      }
      queue.add(message);
      waiting += message.length;
      if (writing) {
        return;
      }
      writing = true;
    }
    threads.execute(this::writeAll);
  }

  private void writeAll() {
    try {
      for (byte[] next = poll(); next != null; next = poll()) {
        line.write(next, 0, next.length);
      }
    } catch (TransportException e) {
      LOG.debug("the host's end of the line is gone", e);
    }
  }

  private byte @Nullable [] poll() {
    synchronized (queue) {
      byte[] next = queue.poll();
      writing = next != null;
      waiting -= next == null ? 0 : next.length;
      return next;
    }
  }

  long dropped() {
    synchronized (queue) {
      return dropped;
    }
  }
}
