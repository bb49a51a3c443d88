package io.github.modemqtt.capture;

import io.github.modemqtt.capture.CaptureEvent.Message;
import io.github.modemqtt.capture.CaptureEvent.Noise;
import io.github.modemqtt.capture.CaptureEvent.Prompt;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Turns the bytes that a module sent into events, in their order.
 *
 * <p><b>Lines</b> end at a line feed; carriage returns around it belong to the line end, and empty
 * lines are nothing. A line is a final result code, a result or a change of the link if it has
 * exactly that form (with any number of blanks after the colon, because some builds have none), a
 * prompt if it begins with {@code >} and a blank, and otherwise just a line: so are answers to the
 * read forms, such as {@code +ECMTCONN:0,3}, and echoes.
 *
 * <p><b>Messages</b> ({@code +ECMTRECV}) have no length, and their payload may hold anything. A
 * message ends at a {@code CR LF} that another {@code CR LF} follows, because the module begins
 * each unit with one, at a {@linkplain #silence() silence}, or at the {@linkplain #end() end}. What
 * it holds before that is payload, whatever it looks like. A message that something touches without
 * a silence is ambiguous, because its payload could hold that as well.
 *
 * <p><b>Noise</b> is what is no text: UTF-8 without control characters other than TAB and CR. At
 * the start and the end of a line it is told apart from the text between; a line with noise inside
 * is all noise, and so is a line or message above the limit, in pieces of at most the limit.
 *
 * <p>Each byte but line ends and prompts is in exactly one event. The same bytes give the same
 * events whatever the sizes of the pieces in which they are fed. No input fails. Memory is bounded
 * by the limit. Not thread-safe.
 */
public final class CaptureDecoder {
  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final int PROMPT_LENGTH = 2;
  private static final int INITIAL_CAPACITY = 512;

  private enum State {
    LINE,
    MESSAGE,
    /** A message whose last bytes are CR LF. */
    MESSAGE_MAYBE_ENDED,
    /** The same, followed by CR. */
    MESSAGE_MAYBE_NEXT,
    /** The rest of a line that is too long. */
    OVERRUN
  }

  private final Consumer<? super CaptureEvent> sink;
  private final int limitBytes;
  private State state = State.LINE;
  private byte[] held = new byte[INITIAL_CAPACITY];
  private int heldLength;
  private boolean prompted;
  private boolean messageHoldsLineEnd;
  private boolean touchesMessageBefore;

  /**
   * Creates a decoder at the start of a line.
   *
   * @param sink takes the events, during {@link #feed}, {@link #silence} and {@link #end}
   * @param limitBytes how long a line or message can be, at least 16; what is longer is noise
   */
  public CaptureDecoder(Consumer<? super CaptureEvent> sink, int limitBytes) {
    if (limitBytes < 16) {
      throw new IllegalArgumentException("limitBytes " + limitBytes + " is below 16");
    }
    this.sink = sink;
    this.limitBytes = limitBytes;
  }

  /**
   * Takes the next bytes.
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
            case MESSAGE -> feedMessage(buffer, at, end);
            case MESSAGE_MAYBE_ENDED, MESSAGE_MAYBE_NEXT -> feedAfterMessage(buffer, at);
            case OVERRUN -> feedOverrun(buffer, at, end);
          };
    }
  }

  /** Says that the module said nothing for so long that a message is complete which can be. */
  public void silence() {
    if (state == State.MESSAGE_MAYBE_ENDED) {
      endMessage(2, messageHoldsLineEnd || touchesMessageBefore);
    } else if (state == State.MESSAGE_MAYBE_NEXT) {
      endMessage(3, true);
    }
    touchesMessageBefore = false;
  }

  /** Says that nothing follows; what is not complete is told as it is. */
  public void end() {
    if (state == State.LINE) {
      endLine(heldLength);
    }
    switch (state) {
      case LINE -> heldLength = 0;
      case MESSAGE -> endMessage(endsInCarriageReturn() ? 1 : 0, true);
      case MESSAGE_MAYBE_ENDED, MESSAGE_MAYBE_NEXT -> silence();
      case OVERRUN -> endOverrun();
    }
    touchesMessageBefore = false;
  }

  private int feedLine(byte[] buffer, int at, int end) {
    if (heldLength < PROMPT_LENGTH) {
      startLine(buffer[at]);
      return at + 1;
    }
    int next = hold(buffer, at, end);
    if (next < end && state == State.LINE) {
      endLine(heldLength);
      return state == State.MESSAGE ? next : next + 1; // a message's line end may be payload
    }
    return next;
  }

  private void startLine(byte next) {
    if (next == LF) {
      endLine(heldLength);
    } else if (next != CR || heldLength > 0) {
      held[heldLength++] = next;
      if (!prompted && heldLength == PROMPT_LENGTH && held[0] == '>' && held[1] == ' ') {
        heldLength = 0;
        prompted = true;
        sink.accept(new Prompt());
      }
    }
  }

  /** Holds the bytes up to a line feed or the end, and returns the index of that. */
  private int hold(byte[] buffer, int from, int end) {
    int to = from;
    while (to < end && buffer[to] != LF) {
      to++;
    }
    int taken = Math.min(to - from, limitBytes - heldLength);
    reserve(taken);
    System.arraycopy(buffer, from, held, heldLength, taken);
    heldLength += taken;
    if (from + taken < to) {
      overrun();
    }
    return from + taken;
  }

  private void reserve(int length) {
    if (heldLength + length > held.length) {
      int capacity = Math.max(heldLength + length, 2 * held.length);
      held = Arrays.copyOf(held, Math.min(limitBytes, capacity));
    }
  }

  private void holdByte(byte value) {
    if (heldLength == limitBytes) {
      overrun();
    }
    reserve(1);
    held[heldLength++] = value;
  }

  private void overrun() {
    emitNoise(0, heldLength);
    heldLength = 0;
    state = State.OVERRUN;
  }

  private int feedOverrun(byte[] buffer, int at, int end) {
    int next = hold(buffer, at, end);
    if (next < end && buffer[next] == LF) {
      endOverrun();
      return next + 1;
    }
    return next;
  }

  private void endOverrun() {
    int length = withoutCarriageReturns(heldLength);
    if (length > 0) {
      emitNoise(0, length);
    }
    heldLength = 0;
    prompted = false;
    state = State.LINE;
  }

  private void endLine(int length) {
    prompted = false;
    int from = TextBytes.skipNoise(held, 0, length);
    if (MessageReader.isStart(held, from, length)) {
      startMessage(from, length);
      return;
    }
    heldLength = 0;
    int to = withoutCarriageReturns(length);
    if (to > 0) {
      emitLine(Math.min(from, to), to);
    }
  }

  private void startMessage(int from, int length) {
    if (from > 0) {
      emitNoise(0, from);
      System.arraycopy(held, from, held, 0, length - from);
      heldLength = length - from;
    }
    messageHoldsLineEnd = false;
    state = State.MESSAGE;
  }

  private int withoutCarriageReturns(int length) {
    int to = length;
    while (to > 0 && held[to - 1] == CR) {
      to--;
    }
    return to;
  }

  private boolean endsInCarriageReturn() {
    return heldLength > 0 && held[heldLength - 1] == CR;
  }

  private void emitLine(int from, int to) {
    int textEnd = TextBytes.skipText(held, from, to, false);
    if (from == textEnd || !isNoise(textEnd, to)) {
      emitNoise(0, to);
      return;
    }
    if (from > 0) {
      emitNoise(0, from);
    }
    sink.accept(LineReader.read(held, from, textEnd));
    if (textEnd < to) {
      emitNoise(textEnd, to);
    }
  }

  private boolean isNoise(int from, int to) {
    return TextBytes.skipNoise(held, from, to) == to;
  }

  private void emitNoise(int from, int to) {
    sink.accept(new Noise(Arrays.copyOfRange(held, from, to)));
  }

  private int feedMessage(byte[] buffer, int at, int end) {
    int next = hold(buffer, at, end);
    if (next == end || state == State.OVERRUN) {
      return next;
    }
    boolean afterCarriageReturn = endsInCarriageReturn();
    holdByte(LF);
    if (state == State.OVERRUN) {
      endOverrun();
    } else if (afterCarriageReturn) {
      state = State.MESSAGE_MAYBE_ENDED;
    } else {
      messageHoldsLineEnd = true;
    }
    return next + 1;
  }

  private int feedAfterMessage(byte[] buffer, int at) {
    byte next = buffer[at];
    if (state == State.MESSAGE_MAYBE_ENDED && next == CR) {
      state = State.MESSAGE_MAYBE_NEXT;
      holdByte(CR);
      return at + 1;
    }
    if (state == State.MESSAGE_MAYBE_NEXT && next == LF) {
      endMessage(3, true);
      touchesMessageBefore = true;
      return at + 1;
    }
    messageHoldsLineEnd = true;
    state = State.MESSAGE;
    return at;
  }

  private void endMessage(int lineEndLength, boolean ambiguous) {
    int length = heldLength - lineEndLength;
    heldLength = 0;
    state = State.LINE;
    Message message = MessageReader.read(held, 0, length, ambiguous);
    if (message != null) {
      sink.accept(message);
    } else if (TextBytes.skipText(held, 0, length, true) == length) {
      sink.accept(LineReader.read(held, 0, length));
    } else {
      emitNoise(0, length);
    }
  }
}
