package io.github.modemqtt.emulator;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Reads the line and cuts what comes into chunks where it pauses, as the module's UART does.
 *
 * <p>Runs on a thread of its own. Waits when too many chunks are not yet looked at.
 */
final class LineReader implements Runnable {
  /** The receive buffer of the UART: a chunk is never longer. */
  static final int MAX_CHUNK = 3136;

  private static final int MAX_CHUNKS_UNDER_WAY = 64;

  /** With a rate of its own, the line holds some bytes, so that it never waits for its reader. */
  private static final int MAX_READ_AT_A_RATE = 256;

  private static final int MAX_READS_UNDER_WAY = 64;
  private static final Duration LONG = Duration.ofHours(1);

  private final Transport line;
  private final Duration gap;
  private final Consumer<byte[]> chunks;
  private final Runnable end;
  private final int most;
  private final Semaphore room;

  /** A reader that makes the chunks. */
  LineReader(Transport line, Duration gap, Consumer<byte[]> chunks, Runnable end) {
    this(line, gap, MAX_CHUNK, MAX_CHUNKS_UNDER_WAY, chunks, end);
  }

  private LineReader(
      Transport line, Duration gap, int most, int underWay, Consumer<byte[]> chunks, Runnable end) {
    this.line = line;
    this.gap = gap;
    this.most = most;
    room = new Semaphore(underWay);
    this.chunks = chunks;
    this.end = end;
  }

  /** A reader that hands on what comes when it comes. */
  static LineReader atARate(Transport line, Consumer<byte[]> pieces, Runnable end) {
    return new LineReader(
        line, Duration.ZERO, MAX_READ_AT_A_RATE, MAX_READS_UNDER_WAY, pieces, end);
  }

  /** A chunk was looked at. */
  void done() {
    room.release();
  }

  @Override
  public void run() {
    byte[] buffer = new byte[most];
    try {
      while (true) {
        int length = line.read(buffer, 0, most, LONG);
        if (length > 0) {
          length = untilGap(buffer, length);
          room.acquireUninterruptibly();
          chunks.accept(Arrays.copyOf(buffer, length));
        }
      }
    } catch (TransportException e) {
      end.run();
    }
  }

  /** What comes before the line is lost belongs to the chunk; the loss shows at the next read. */
  private int untilGap(byte[] buffer, int first) {
    int length = first;
    while (length < most) {
      int more = readMore(buffer, length);
      if (more <= 0) {
        return length;
      }
      length += more;
    }
    return length;
  }

  private int readMore(byte[] buffer, int length) {
    try {
      return line.read(buffer, length, most - length, gap);
    } catch (TransportException e) {
      return 0;
    }
  }
}
