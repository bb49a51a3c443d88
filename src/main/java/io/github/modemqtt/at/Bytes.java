package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Comparisons on ranges of a buffer, which need no copies. */
final class Bytes {
  private Bytes() {}

  static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
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

  /** Blanks and control characters, as a module sends around its lines when it wakes up. */
  static boolean isPadding(byte value) {
    return value >= 0 && value <= ' ' || value == 0x7F;
  }

  static boolean isPrintable(byte value) {
    return value >= ' ' && value < 0x7F;
  }
}
