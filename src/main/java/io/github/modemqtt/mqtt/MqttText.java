package io.github.modemqtt.mqtt;

/** The rules for strings of MQTT 3.1.1 section 1.5.3. */
final class MqttText {
  /** The longest string and the longest will payload: they have a length field of 16 bits. */
  static final int MAX_BYTES = 65_535;

  private static final int PREVIEW_CHARS = 64;

  private MqttText() {}

  /** The index of the first surrogate without its partner, or -1. */
  static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isLowSurrogate(c)
          || i + 1 == text.length()
          || !Character.isLowSurrogate(text.charAt(i + 1))) {
        return i;
      }
      i++;
    }
    return -1;
  }

  /** The length of well-formed text in UTF-8. */
  static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += utf8Length(text.charAt(i));
    }
    return bytes;
  }

  /** The index of the first character that does not fit into the longest string, or -1. */
  static int overflow(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += utf8Length(text.charAt(i));
      if (bytes > MAX_BYTES) {
        return i;
      }
    }
    return -1;
  }

  /** What a char adds to the length: each half of a surrogate pair stands for two of four bytes. */
  private static int utf8Length(char c) {
    if (c < 0x80) {
      return 1;
    }
    return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }

  /**
   * Checks a string that is not a topic.
   *
   * @param what its name for the message, which never shows the text itself
   */
  static String require(String what, String text) {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new IllegalArgumentException(what + " holds U+0000 at position " + nul);
    }
    int surrogate = loneSurrogate(text);
    if (surrogate >= 0) {
      throw new IllegalArgumentException(
          what + " holds half of a surrogate pair at position " + surrogate);
    }
    if (overflow(text) >= 0) {
      throw new IllegalArgumentException(
          what + " has " + utf8Length(text) + " bytes in UTF-8, more than " + MAX_BYTES);
    }
    return text;
  }

  /** The beginning of a text in single quotes, with everything unprintable escaped. */
  static String preview(String text) {
    int shown = Math.min(text.length(), PREVIEW_CHARS);
    StringBuilder preview = new StringBuilder(shown + 5).append('\'');
    for (int i = 0; i < shown; i++) {
      appendPrintable(preview, text.charAt(i));
    }
    return preview.append(shown < text.length() ? "..." : "").append('\'').toString();
  }

  private static void appendPrintable(StringBuilder out, char c) {
    if (Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }
}
