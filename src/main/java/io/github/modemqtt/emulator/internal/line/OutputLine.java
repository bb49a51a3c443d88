package io.github.modemqtt.emulator.internal.line;

import io.github.modemqtt.emulator.internal.command.LineOutput;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The module's UART send queue, and the line that takes it away at its rate.
 *
 * <p>Whole messages wait in order; further ones are dropped when it is full. Bytes go on in bursts
 * of some milliseconds, each when its last byte is through; a burst ends with a message, so that no
 * answer waits for what comes behind it. A timer that comes late is made up for, as is up to a
 * second in which the host does not read, or the machine is busy elsewhere.
 *
 * <p>Used in the module's own time only.
 */
public final class OutputLine implements LineOutput {
  private static final long BURST_NANOS = Duration.ofMillis(4).toNanos();
  private static final long MAX_LAG_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MAX_PIECE = 4096;

  /** How soon a host that does not read is looked at again. */
  private static final Duration STALL = Duration.ofMillis(10);

  private final ModuleTime time;
  private final Wire wire;
  private final int capacity;
  private final LineTime line;
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private final AtomicLong dropped = new AtomicLong();

  /** How much of the first message is through. */
  private int offset;

  private int waiting;
  private boolean sending;

  /**
   * Creates an idle line.
   *
   * @param time the module's time
   * @param wire takes the bytes
   * @param capacity how many messages may wait
   * @param bitsPerSecond the rate, or 0 for none
   */
  public OutputLine(ModuleTime time, Wire wire, int capacity, int bitsPerSecond) {
    this.time = time;
    this.wire = wire;
    this.capacity = capacity;
    line = new LineTime(bitsPerSecond, time.nanoTime());
  }

  @Override
  public void send(byte[] message) {
    if (queue.size() >= capacity) {
      dropped.incrementAndGet();
      return;
    }
    queue.add(message);
    waiting += message.length;
    if (!sending) {
      sending = true;
      line.begin(time.nanoTime());
      next();
    }
  }

  /**
   * Changes the rate.
   *
   * @param bitsPerSecond the rate, or 0 for none
   */
  public void setRate(int bitsPerSecond) {
    line.setRate(bitsPerSecond);
  }

  /**
   * How many messages found no room; may be asked by any thread.
   *
   * @return their number
   */
  public long dropped() {
    return dropped.get();
  }

  private void next() {
    while (waiting > 0) {
      if (!wire.hasRoom()) {
        time.after(STALL, this::next);
        return;
      }
      if (!line.unlimited()) {
        long bytes = Math.min(restOfFirst(), Math.max(1, line.bytesIn(BURST_NANOS)));
        long nanos = line.endOf(bytes) - time.nanoTime();
        time.after(Duration.ofNanos(Math.max(0, nanos)), this::release);
        return;
      }
      wire.send(take(Math.min(waiting, MAX_PIECE)));
    }
    sending = false;
  }

  private int restOfFirst() {
    return queue.element().length - offset;
  }

  private void release() {
    long now = time.nanoTime();
    if (now - line.end() > MAX_LAG_NANOS) {
      line.restart(now - MAX_LAG_NANOS);
    }
    int due = (int) Math.min(waiting, line.due(now));
    if (due > 0) {
      wire.send(take(due));
      line.pass(due);
    }
    next();
  }

  private byte[] take(int length) {
    byte[] piece = new byte[length];
    for (int filled = 0; filled < length; ) {
      byte[] first = queue.element();
      int count = Math.min(length - filled, first.length - offset);
      System.arraycopy(first, offset, piece, filled, count);
      filled += count;
      offset += count;
      if (offset == first.length) {
        queue.remove();
        offset = 0;
      }
    }
    waiting -= length;
    return piece;
  }
}
