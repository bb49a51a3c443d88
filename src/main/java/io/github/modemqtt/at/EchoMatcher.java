package io.github.modemqtt.at;

import java.util.Arrays;

/**
 * Recognises the echo of what was sent: whole or in pieces, once or repeatedly.
 *
 * <p>Only printable ASCII is compared, because the EC616 echoes nothing else (reference: {@code
 * atcEchoString}).
 */
final class EchoMatcher {
  private byte[] expected = {};
  private int matched;

  void expect(byte[] sent) {
    byte[] printable = new byte[sent.length];
    int length = 0;
    for (byte value : sent) {
      if (Bytes.isPrintable(value)) {
        printable[length++] = value;
      }
    }
    expected = Arrays.copyOf(printable, length);
    matched = 0;
  }

  void expectNothing() {
    expected = new byte[0];
    matched = 0;
  }

  /** Whether the module echoes: some of what was sent last has come back. */
  boolean hasMatched() {
    return matched > 0;
  }

  /** Returns how many bytes at the start of the line are echo; 0 if it is none. */
  int echoLength(byte[] buffer, int offset, int length) {
    if (expected.length == 0) {
      return 0;
    }
    int from = matched == expected.length ? 0 : matched;
    int count = match(buffer, offset, length, from);
    if (count == 0 && from > 0) {
      from = 0;
      count = match(buffer, offset, length, 0);
    }
    return count;
  }

  private int match(byte[] buffer, int offset, int length, int from) {
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
    boolean piece = at == length && position > from;
    if (!whole && !piece) {
      return 0;
    }
    matched = position;
    return at;
  }
}
