package io.github.modemqtt.capture;

/** Which bytes are text: UTF-8 without control characters, except TAB and CR. */
final class TextBytes {
  private static final int ASCII_END = 0x80;
  private static final int CONTINUATION_BITS = 6;
  private static final int[] SMALLEST_OF_LENGTH = {0, 0, 0x80, 0x800, 0x10000};
  private static final int LONGEST = 4;

  private TextBytes() {}

  /** Returns the index of the first byte from here that text can begin with, or the end. */
  static int skipNoise(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && characterLength(bytes, at, end) == 0) {
      at++;
    }
    return at;
  }

  /**
   * Returns where the text from here on ends.
   *
   * @param lineFeeds whether a line feed is text
   */
  static int skipText(byte[] bytes, int from, int end, boolean lineFeeds) {
    int at = from;
    while (at < end) {
      int length = lineFeeds && bytes[at] == '\n' ? 1 : characterLength(bytes, at, end);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return at;
  }

  /** Returns the number of bytes of the character that begins here, 0 if none does. */
  private static int characterLength(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    if (first < ASCII_END) {
      return first >= ' ' && first != 0x7F || first == '\t' || first == '\r' ? 1 : 0;
    }
    int length = Integer.numberOfLeadingZeros(~(first << 24));
    if (length < 2 || length > LONGEST || at + length > end) {
      return 0;
    }
    int codePoint = first & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      int next = bytes[at + i] & 0xFF;
      if (next >> CONTINUATION_BITS != 2) {
        return 0;
      }
      codePoint = codePoint << CONTINUATION_BITS | next & 0x3F;
    }
    boolean valid =
        codePoint >= SMALLEST_OF_LENGTH[length]
            && codePoint <= Character.MAX_CODE_POINT
            && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    return valid ? length : 0;
  }
}
