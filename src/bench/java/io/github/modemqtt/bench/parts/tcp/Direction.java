package io.github.modemqtt.bench.parts.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * One direction of a TCP connection over a line with a rate and a network with a delay.
 *
 * <p>What is there to read, up to the size of one, is a segment. Each takes its time on the line,
 * one after the other, and then the network's, at the same time as others. Acknowledgements without
 * data are estimated as RFC 1122 has them: for each second segment at once, for a single one after
 * a while, and none if data goes the other way before.
 */
final class Direction {
  private static final int SEGMENT = 1460;

  /** What TCP has under way at most. */
  private static final int WINDOW = 64 * 1024;

  private static final int BITS_PER_BYTE = 10;
  private static final byte[] END = {};

  private final int bitsPerSecond;
  private final long delayNanos;

  /** How long the receiver waits for data to put an acknowledgement on. */
  private final long patienceNanos;

  private final Semaphore window = new Semaphore(WINDOW);
  private final BlockingQueue<Segment> underWay = new LinkedBlockingQueue<>();
  private long bytes;
  private long packets;
  private long lineFreeAt = System.nanoTime();

  /** Segments that the receiver has not acknowledged. */
  private int owed;

  private long owedSince;

  /** Where the acknowledgements go. */
  private Direction back = this;

  private record Segment(byte[] bytes, long due) {}

  Direction(int bitsPerSecond, Duration delay, Duration patience) {
    this.bitsPerSecond = bitsPerSecond;
    this.delayNanos = delay.toNanos();
    this.patienceNanos = patience.toNanos();
  }

  void acknowledgedBy(Direction other) {
    back = other;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long packets() {
    return packets;
  }

  /** Packets without data go over the line too. */
  synchronized void bare(int count) {
    occupy(0, count);
  }

  private void occupy(int size, int segments) {
    bytes += size;
    packets += segments;
    if (bitsPerSecond > 0) {
      long nanos = Traffic.onPpp(size, segments) * BITS_PER_BYTE * 1_000_000_000L / bitsPerSecond;
      lineFreeAt = Math.max(lineFreeAt, System.nanoTime()) + nanos;
    }
  }

  /** Reads until the end. */
  void read(InputStream in) throws InterruptedException {
    byte[] buffer = new byte[SEGMENT];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        window.acquire(count);
        underWay.put(new Segment(Arrays.copyOf(buffer, count), sent(count)));
      }
    } catch (IOException e) {
      // the other end has closed: the same as its end of file
    } finally {
      underWay.put(new Segment(END, System.nanoTime() + delayNanos));
    }
  }

  /** Returns when it arrives. */
  private long sent(int count) {
    back.dataGoesBack();
    synchronized (this) {
      occupy(count, 1);
      return Math.max(lineFreeAt, System.nanoTime()) + delayNanos;
    }
  }

  /** Writes what has arrived, until the end. */
  void write(OutputStream out) throws InterruptedException, IOException {
    for (Segment segment = underWay.take(); segment.bytes != END; segment = underWay.take()) {
      for (long left = segment.due - System.nanoTime(); left > 0; ) {
        LockSupport.parkNanos(left);
        left = segment.due - System.nanoTime();
      }
      arrived();
      window.release(segment.bytes.length);
      out.write(segment.bytes);
    }
  }

  private void arrived() {
    int acknowledgements = 0;
    synchronized (this) {
      if (isOverdue()) {
        acknowledgements++;
        owed = 0;
      }
      owed++;
      owedSince = System.nanoTime();
      acknowledgements += owed / 2;
      owed %= 2;
    }
    back.bare(acknowledgements);
  }

  private void dataGoesBack() {
    boolean bare;
    synchronized (this) {
      bare = isOverdue();
      owed = 0;
    }
    if (bare) {
      back.bare(1);
    }
  }

  /** Counts what nothing can be put on any more. */
  void settle() {
    dataGoesBack();
  }

  private boolean isOverdue() {
    return owed > 0 && System.nanoTime() - owedSince > patienceNanos;
  }
}
