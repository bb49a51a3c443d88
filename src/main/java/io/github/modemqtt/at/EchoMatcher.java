package io.github.modemqtt.at;

import java.util.Arrays;

/**
 * Recognises the echo of what was sent: whole or in pieces, once or repeatedly.
 *
 * <p>Only printable ASCII is compared, because the EC616 echoes nothing else (reference: {@code
 * atcEchoString}).
 */
final class EchoMatcher {
  /** The first piece of a command's echo shows at least {@code AT}. */
  private static final int SHORTEST_FIRST_PIECE = 2;

  private byte[] expected = {};
  private int matched;
  private boolean repeats;

  /** Expects the echo of a command, also more than once; nobody may change the bytes any more. */
  void expect(byte[] sent) {
    expect(sent, true);
  }

  /** Expects the echo of data, once: any text can be data, also that of the answer to it. */
  void expectOnce(byte[] sent) {
    expect(sent.clone(), false);
  }

  private void expect(byte[] sent, boolean repeatedly) {
    expected = printable(sent);
    matched = 0;
    repeats = repeatedly;
  }

  private static byte[] printable(byte[] sent) {
    int first = 0;
    while (first < sent.length && Bytes.isPrintable(sent[first])) {
      first++;
    }
    if (first == sent.length) {
      return sent;
    }
    byte[] printable = Arrays.copyOf(sent, sent.length);
    int length = first;
    for (int at = first + 1; at < sent.length; at++) {
      if (Bytes.isPrintable(sent[at])) {
        printable[length++] = sent[at];
      }
    }
    return Arrays.copyOf(printable, length);
  }

  void expectNothing() {
    expected = new byte[0];
    matched = 0;
  }

  /** Whether it is worth while to look at a line that begins so; most lines are no echo. */
  boolean mayBeginWith(byte value) {
    return expected.length > 0
        && (value == expected[0]
            || matched < expected.length && value == expected[matched]
            || !Bytes.isPrintable(value));
  }

  /** Whether the module echoes: some of what was sent last has come back. */
  boolean hasMatched() {
    return matched > 0;
  }

  /**
   * Returns how many bytes at the start of the line are echo; 0 if it is none; a negative number if
   * so many could be, but text follows them without a line end.
   *
   * <p>That text is the answer, or the rest of a longer word, such as a late echo of {@code AT+CSQ}
   * while that of {@code AT} is expected: the caller knows, and calls {@link #acceptGlued}.
   *
   * @param exactly take nothing but a line that is the whole echo and nothing else
   */
  int echoLength(byte[] buffer, int offset, int length, boolean exactly) {
    boolean complete = matched == expected.length;
    if (expected.length == 0 || complete && !repeats) {
      return 0;
    }
    int from = complete ? 0 : matched;
    int count = match(buffer, offset, length, from, exactly);
    if (count == 0 && from > 0) {
      count = match(buffer, offset, length, 0, exactly);
    }
    return count;
  }

  /** The echo was followed by the answer without a line end; returns its length. */
  int acceptGlued(int length) {
    matched = expected.length;
    return length;
  }

  private int match(byte[] buffer, int offset, int length, int from, boolean exactly) {
    int position = from;
    int at = 0;
    while (at < length && position < expected.length) {
      byte value = buffer[offset + at];
      if (Bytes.isPrintable(value)) {
        if (value != expected[position]) {
          return 0;
        }
        position++;
      }
      at++;
    }
    boolean whole = position == expected.length;
    if (at < length && Bytes.isPrintable(buffer[offset + at])) {
      return whole && !exactly ? -at : 0;
    }
    if (exactly ? !whole || from > 0 || at < length : !whole && !isPiece(from, position)) {
      return 0;
    }
    matched = position;
    return at;
  }

  /** After a whole echo only another whole one can come: what begins like it is an answer. */
  private boolean isPiece(int from, int position) {
    return matched < expected.length
        && (from > 0 ? position > from : position >= SHORTEST_FIRST_PIECE);
  }
}
