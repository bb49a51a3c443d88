package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** How bytes look in a transcript: text where it is readable, escapes for everything else. */
final class Escapes {
  private static final int LONGEST_UTF8 = 4;
  private static final String HEX_DIGITS = "0123456789ABCDEF";

  private Escapes() {}

  /** Prints a part of content; a blank at its end is escaped, because nobody would see it. */
  static String print(Content content, int from, int to) {
    StringBuilder text = new StringBuilder(to - from + 16);
    int at = from;
    while (at < to) {
      if (content.isPlaceholder(at)) {
        text.append(content.placeholder(at++));
      } else if (content.symbol(at) < 0x80) {
        ascii(text, content.symbol(at), at == to - 1);
        at++;
      } else {
        at += multiByte(text, content, at, to);
      }
    }
    return text.toString();
  }

  private static void ascii(StringBuilder text, int value, boolean last) {
    switch (value) {
      case '\r' -> text.append("\\r");
      case '\n' -> text.append("\\n");
      case '\t' -> text.append("\\t");
      case '\\' -> text.append("\\\\");
      case ' ' -> text.append(last ? "\\s" : " ");
      default -> {
        if (value < ' ' || value == 0x7F) {
          hex(text, value);
        } else {
          text.append((char) value);
        }
      }
    }
  }

  /** Returns how many bytes were printed. */
  private static int multiByte(StringBuilder text, Content content, int at, int to) {
    int length = Integer.numberOfLeadingZeros(~(content.symbol(at) << 24));
    if (length < 2 || length > LONGEST_UTF8 || at + length > to) {
      hex(text, content.symbol(at));
      return 1;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      if (content.isPlaceholder(at + i)) {
        hex(text, content.symbol(at));
        return 1;
      }
      bytes[i] = (byte) content.symbol(at + i);
    }
    String decoded = new String(bytes, UTF_8);
    if (isOneVisible(decoded) && Arrays.equals(decoded.getBytes(UTF_8), bytes)) {
      text.append(decoded);
      return length;
    }
    hex(text, content.symbol(at));
    return 1;
  }

  private static boolean isOneVisible(String text) {
    return text.codePointCount(0, text.length()) == 1
        && switch (Character.getType(text.codePointAt(0))) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }

  private static void hex(StringBuilder text, int value) {
    text.append("\\x").append(HEX_DIGITS.charAt(value >> 4)).append(HEX_DIGITS.charAt(value & 0xF));
  }

  /** The index of the first character that cannot stand in a line of text, or -1. */
  static int firstUnprintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c) || Character.isISOControl(c) && c != '\t') {
        return i;
      }
    }
    return -1;
  }
}
