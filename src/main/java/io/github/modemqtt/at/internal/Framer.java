package io.github.modemqtt.at.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The byte state machine of the AT channel.
 *
 * <p><b>Lines.</b> A line ends at a line feed; carriage returns before and after it belong to the
 * line end, so {@code CR LF}, {@code LF}, {@code LF CR} and {@code CR CR LF} are all the same. A
 * carriage return further inside is text (EC616 prints one in the {@code +ECPING} summary).
 *
 * <p><b>Prompt.</b> A data prompt has no line end. It is recognised only at the start of a line and
 * only while it is armed, so that text which looks like one can never be taken for it. Directly
 * after a unit, which could hold that very text, it must be followed by silence: a module that
 * prompts waits, but whatever is part of a unit is followed by the unit's end.
 *
 * <p><b>Units.</b> {@code +ECMTRECV} carries a payload without length or quoting which may hold any
 * line ends. Such a unit ends at a {@code CR LF} that is followed by another {@code CR LF} (the
 * module starts each unit with one) or by silence. The framer has no clock: whoever owns it calls
 * {@link #silence()}.
 *
 * <p>Not thread-safe. Complete lines are handed on from the caller's buffer without a copy; what is
 * incomplete is kept in a buffer of its own that never grows beyond the limit.
 */
public final class Framer {
  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final int INITIAL_CAPACITY = 512;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = LF * ONES;

  private enum State {
    LINE,
    UNIT,
    /** A unit whose last bytes are CR LF. */
    UNIT_MAYBE_ENDED,
    /** The same, followed by CR. */
    UNIT_MAYBE_NEXT,
    /** Data of known length. */
    RAW,
    /** Throwing away the rest of a line that is too long. */
    OVERRUN,
    /** Throwing away data that is too long. */
    RAW_OVERRUN
  }

  private final FrameSink sink;
  private final int limitBytes;
  private State state = State.LINE;
  private byte[] held = new byte[INITIAL_CAPACITY];
  private int heldLength;
  private long overrunBytes;
  private int rawMissing;
  private byte @Nullable [] prompt;
  private boolean unitHoldsLineEnd;
  private boolean touchesUnitBefore;

  /**
   * Creates a framer at the start of a line.
   *
   * @param sink takes the events, during {@link #feed} and {@link #silence}
   * @param limitBytes how many bytes of a line or unit are kept at most, those included that only
   *     its end can tell from text: the carriage return of a line, up to three bytes of a unit's
   *     line ends. What is longer is thrown away and reported
   */
  public Framer(FrameSink sink, int limitBytes) {
    if (limitBytes < 2) {
      throw new IllegalArgumentException("limitBytes " + limitBytes + " is below 2");
    }
    this.sink = sink;
    this.limitBytes = limitBytes;
  }

  /**
   * Makes a prompt recognisable, once.
   *
   * @param bytes the prompt, such as {@code "> "}
   */
  public void armPrompt(byte[] bytes) {
    prompt = bytes.clone();
  }

  /** Makes the prompt plain text again. */
  public void disarmPrompt() {
    prompt = null;
  }

  /**
   * Whether a silence would tell something: that a unit has ended, or where the next one begins.
   *
   * @return true if {@link #silence()} should be called when it comes
   */
  public boolean awaitsSilence() {
    return state == State.UNIT_MAYBE_ENDED || state == State.UNIT_MAYBE_NEXT || touchesUnitBefore;
  }

  /** Says that nothing came for so long that a unit which could have ended has ended. */
  public void silence() {
    if (state == State.UNIT_MAYBE_ENDED) {
      endUnit(2, unitHoldsLineEnd || touchesUnitBefore);
    } else if (state == State.UNIT_MAYBE_NEXT) {
      endUnit(3, true);
    }
    if (touchesUnitBefore) {
      touchesUnitBefore = false;
      promptIfHeld();
    }
  }

  private void promptIfHeld() {
    byte[] expected = prompt;
    if (state != State.LINE || expected == null || heldLength < expected.length) {
      return;
    }
    if (Arrays.equals(held, 0, expected.length, expected, 0, expected.length)) {
      heldLength -= expected.length;
      System.arraycopy(held, expected.length, held, 0, heldLength);
      prompt = null;
      sink.onPrompt();
    }
  }

  /**
   * Gives up data of known length that did not come in full; what is missing is read as lines.
   *
   * @return how many bytes had come and are thrown away
   */
  public int abandonRaw() {
    if (state != State.RAW && state != State.RAW_OVERRUN) {
      return 0;
    }
    heldLength = 0;
    state = State.LINE;
    return (int) overrunBytes - rawMissing;
  }

  /**
   * Takes the bytes of one read.
   *
   * @param buffer holds the bytes
   * @param offset index of the first byte
   * @param length number of bytes
   */
  public void feed(byte[] buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      at =
          switch (state) {
            case LINE -> feedLine(buffer, at, end);
            case UNIT -> feedUnit(buffer, at, end);
            case UNIT_MAYBE_ENDED, UNIT_MAYBE_NEXT -> feedAfterUnit(buffer, at);
            case RAW -> feedRaw(buffer, at, end);
            case OVERRUN -> feedOverrun(buffer, at, end);
            case RAW_OVERRUN -> feedRawOverrun(at, end);
          };
    }
  }

  private int feedLine(byte[] buffer, int from, int end) {
    int start = from;
    if (heldLength == 0) {
      while (start < end && buffer[start] == CR) {
        start++;
      }
    }
    if (prompt != null && !touchesUnitBefore && !sink.expectsText()) {
      int next = matchPrompt(prompt, buffer, start, end);
      if (next > start) {
        return next;
      }
    }
    int lineFeed = indexOfLineFeed(buffer, start, end);
    if (lineFeed < 0) {
      hold(buffer, start, end - start);
      return end;
    }
    if (heldLength == 0 && lineFeed - start <= limitBytes) {
      endLine(buffer, start, lineFeed - start);
    } else {
      hold(buffer, start, lineFeed - start);
      if (state == State.OVERRUN) {
        return lineFeed;
      }
      int lineLength = heldLength;
      heldLength = 0;
      endLine(held, 0, lineLength);
    }
    return lineFeed + 1;
  }

  /** Returns the index after the bytes that belong to the prompt, or start if there are none. */
  private int matchPrompt(byte[] expected, byte[] buffer, int start, int end) {
    int at = start;
    int matched = heldLength;
    if (matched >= expected.length || !Arrays.equals(held, 0, matched, expected, 0, matched)) {
      return start;
    }
    while (at < end && matched < expected.length && buffer[at] == expected[matched]) {
      at++;
      matched++;
    }
    if (matched == expected.length) {
      heldLength = 0;
      prompt = null;
      sink.onPrompt();
      return at;
    }
    if (at == end) {
      hold(expected, heldLength, matched - heldLength);
      return end;
    }
    return start;
  }

  private void endLine(byte[] buffer, int offset, int length) {
    if (sink.opensUnit(buffer, offset, length)) {
      openUnit(buffer, offset, length);
      return;
    }
    int to = offset + length;
    while (offset < to && buffer[to - 1] == CR) {
      to--;
    }
    if (offset < to) {
      int rawBytes = sink.onLine(buffer, offset, to - offset, touchesUnitBefore);
      if (rawBytes > 0) {
        openRaw(rawBytes);
      }
    }
  }

  private void openRaw(int bytes) {
    rawMissing = bytes;
    overrunBytes = bytes;
    state = bytes > limitBytes ? State.RAW_OVERRUN : State.RAW;
  }

  private int feedRaw(byte[] buffer, int start, int end) {
    int count = Math.min(rawMissing, end - start);
    boolean complete = count == rawMissing;
    if (complete && heldLength == 0) {
      state = State.LINE;
      sink.onRaw(buffer, start, count);
      return start + count;
    }
    hold(buffer, start, count);
    rawMissing -= count;
    if (complete) {
      int length = heldLength;
      heldLength = 0;
      state = State.LINE;
      sink.onRaw(held, 0, length);
    }
    return start + count;
  }

  private int feedRawOverrun(int start, int end) {
    int count = Math.min(rawMissing, end - start);
    rawMissing -= count;
    if (rawMissing == 0) {
      endOverrun();
    }
    return start + count;
  }

  private void openUnit(byte[] buffer, int offset, int length) {
    boolean crBeforeLineFeed = length > 0 && buffer[offset + length - 1] == CR;
    hold(buffer, offset, length);
    unitHoldsLineEnd = false;
    state = State.UNIT;
    holdLineFeed(crBeforeLineFeed);
  }

  private int feedUnit(byte[] buffer, int start, int end) {
    int lineFeed = indexOfLineFeed(buffer, start, end);
    int textEnd = lineFeed < 0 ? end : lineFeed;
    hold(buffer, start, textEnd - start);
    if (lineFeed < 0 || state == State.OVERRUN) {
      return textEnd;
    }
    holdLineFeed(heldLength > 0 && held[heldLength - 1] == CR);
    return lineFeed + 1;
  }

  private void holdLineFeed(boolean afterCarriageReturn) {
    holdByte(LF);
    if (state == State.OVERRUN) {
      endOverrun();
    } else if (afterCarriageReturn) {
      state = State.UNIT_MAYBE_ENDED;
    } else {
      unitHoldsLineEnd = true;
    }
  }

  private int feedAfterUnit(byte[] buffer, int at) {
    byte next = buffer[at];
    if (state == State.UNIT_MAYBE_ENDED && next == CR) {
      state = State.UNIT_MAYBE_NEXT;
      holdByte(CR); // may turn the state to OVERRUN
      return at + 1;
    }
    if (state == State.UNIT_MAYBE_NEXT && next == LF) {
      endUnit(3, true);
      touchesUnitBefore = true;
      return at + 1;
    }
    unitHoldsLineEnd = true;
    state = State.UNIT;
    return at;
  }

  private void endUnit(int lineEndLength, boolean ambiguous) {
    int length = heldLength - lineEndLength;
    heldLength = 0;
    state = State.LINE;
    sink.onUnit(held, 0, length, ambiguous);
  }

  private int feedOverrun(byte[] buffer, int start, int end) {
    int lineFeed = indexOfLineFeed(buffer, start, end);
    int next = lineFeed < 0 ? end : lineFeed + 1;
    overrunBytes += next - start;
    if (lineFeed >= 0) {
      endOverrun();
    }
    return next;
  }

  private void endOverrun() {
    state = State.LINE;
    sink.onOverrun(overrunBytes);
  }

  private void holdByte(byte value) {
    if (reserve(1)) {
      held[heldLength++] = value;
    }
  }

  private void hold(byte[] buffer, int offset, int length) {
    if (reserve(length)) {
      System.arraycopy(buffer, offset, held, heldLength, length);
      heldLength += length;
    }
  }

  private boolean reserve(int length) {
    int needed = heldLength + length;
    if (needed > limitBytes) {
      overrunBytes = needed;
      heldLength = 0;
      state = State.OVERRUN;
      return false;
    }
    if (needed > held.length) {
      held = Arrays.copyOf(held, Math.min(limitBytes, Math.max(needed, 2 * held.length)));
    }
    return true;
  }

  /** Looks at eight bytes at a time, which is what makes long lines cheap. */
  private static int indexOfLineFeed(byte[] buffer, int start, int end) {
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long difference = (long) LONGS.get(buffer, at) ^ LINE_FEEDS;
      long zeros = (difference - ONES) & ~difference & HIGH_BITS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (; at < end; at++) {
      if (buffer[at] == LF) {
        return at;
      }
    }
    return -1;
  }
}
