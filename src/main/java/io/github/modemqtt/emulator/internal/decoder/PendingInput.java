package io.github.modemqtt.emulator.internal.decoder;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that wait to be decoded, and the rule that cuts line buffers out of them.
 *
 * <p>A line buffer ends at the <em>last</em> CR of the <em>first</em> chunk that has one: commands
 * that arrive in one chunk share a line buffer, and a command that is split over chunks is joined.
 */
public final class PendingInput {
  /** The number of bytes that may wait. */
  public static final int MAX_BYTES = 4096;

  /** The number of chunks that may wait. */
  public static final int MAX_CHUNKS = 64;

  private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();

  /** How much of the first chunk is used up. */
  private int offset;

  private int size;

  /**
   * Appends a chunk.
   *
   * @param chunk the bytes; not copied
   */
  public void add(byte[] chunk) {
    if (chunk.length > 0) {
      chunks.add(chunk);
      size += chunk.length;
    }
  }

  /**
   * Whether more waits than the module can hold.
   *
   * @return whether everything must be thrown away
   */
  public boolean overflows() {
    return size > MAX_BYTES || chunks.size() > MAX_CHUNKS;
  }

  /** Throws everything away. */
  public void clear() {
    chunks.clear();
    offset = 0;
    size = 0;
  }

  /**
   * Cuts off the next line buffer.
   *
   * @return the bytes up to and with the CR, or {@code null} if there is none, or it is too long
   */
  public byte @Nullable [] takeLine() {
    if (!skipToStart()) {
      return null;
    }
    int length = lineLength();
    if (length < 0 || length > MAX_BYTES) {
      return null;
    }
    byte[] line = new byte[length];
    for (int filled = 0; filled < length; ) {
      byte[] first = chunks.element();
      int count = Math.min(length - filled, first.length - offset);
      System.arraycopy(first, offset, line, filled, count);
      filled += count;
      consume(count);
    }
    skipToStart();
    return line;
  }

  /** Drops what cannot start a command; NUL stays, because it makes the decoder drop the line. */
  private boolean skipToStart() {
    while (!chunks.isEmpty()) {
      byte octet = chunks.element()[offset];
      if ((octet & 0xFF) > ' ' || octet == 0) {
        return true;
      }
      consume(1);
    }
    return false;
  }

  private void consume(int count) {
    offset += count;
    size -= count;
    if (offset == chunks.element().length) {
      chunks.remove();
      offset = 0;
    }
  }

  private int lineLength() {
    int length = 0;
    int from = offset;
    for (Iterator<byte[]> each = chunks.iterator(); each.hasNext(); from = 0) {
      byte[] chunk = each.next();
      for (int at = chunk.length - 1; at >= from; at--) {
        if (chunk[at] == '\r') {
          return length + at - from + 1;
        }
      }
      length += chunk.length - from;
    }
    return -1;
  }
}
