package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Comparisons on ranges of a buffer, which need no copies. */
final class Bytes {
  private Bytes() {}

  static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  static String text(byte[] buffer, int start, int end) {
    return new String(buffer, start, end - start, UTF_8);
  }

  /** Returns the index of the first colon, where the name of a line ends, or the end. */
  static int nameEnd(byte[] buffer, int start, int end) {
    int at = start;
    while (at < end && buffer[at] != ':') {
      at++;
    }
    return at;
  }

  static boolean startsWith(byte[] buffer, int offset, int end, byte[] prefix) {
    if (end - offset < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (buffer[offset + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean equal(byte[] buffer, int offset, int end, byte[] expected) {
    return end - offset == expected.length && startsWith(buffer, offset, end, expected);
  }

  /**
   * Returns the number in a field after the first colon, which may be quoted; 0 if the field is not
   * there, holds anything else or a number that does not fit an int.
   */
  static int numberInField(byte[] buffer, int offset, int end, int index) {
    boolean quoted = false;
    int field = 0;
    int number = 0;
    for (int at = nameEnd(buffer, offset, end) + 1; at < end && field <= index; at++) {
      byte value = buffer[at];
      if (value == '"') {
        quoted = !quoted;
      } else if (value == ',' && !quoted) {
        field++;
      } else if (field == index && value >= '0' && value <= '9') {
        if (number > (Integer.MAX_VALUE - 9) / 10) {
          return 0;
        }
        number = 10 * number + value - '0';
      } else if (field == index && value != ' ') {
        return 0;
      }
    }
    return number;
  }

  /** Blanks and control characters, as a module sends around its lines when it wakes up. */
  static boolean isPadding(byte value) {
    return value >= 0 && value <= ' ' || value == 0x7F;
  }

  /** Skips what a line has before its text: blanks, and bytes that no module writes as text. */
  static int skipNoise(byte[] buffer, int offset, int end) {
    int at = offset;
    while (at < end && (isPadding(buffer[at]) || buffer[at] < 0)) {
      at++;
    }
    return at;
  }

  static boolean isPrintable(byte value) {
    return value >= ' ' && value < 0x7F;
  }
}
