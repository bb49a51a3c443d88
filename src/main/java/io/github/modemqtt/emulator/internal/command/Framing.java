package io.github.modemqtt.emulator.internal.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Puts the line ends around what the module says (the firmware's V1 format). */
final class Framing {
  static final byte[] OK = "\r\nOK\r\n".getBytes(ISO_8859_1);
  static final byte[] ERROR = "\r\nERROR\r\n".getBytes(ISO_8859_1);
  static final byte[] PROMPT = "\r\n> ".getBytes(ISO_8859_1);
  static final byte[] HANDSHAKE = "KSDH\r\n".getBytes(ISO_8859_1);

  /** Line ends that the firmware takes off each side of a URC. */
  private static final int TRIMMED_LINE_ENDS = 2;

  private Framing() {}

  static byte[] line(String text) {
    return ("\r\n" + text + "\r\n").getBytes(ISO_8859_1);
  }

  /** A URC is a C string: it ends at the first NUL; up to two line ends on each side are lost. */
  static byte[] urc(String text) {
    int nul = text.indexOf('\0');
    int to = nul < 0 ? text.length() : nul;
    int from = 0;
    while (from < to && from < TRIMMED_LINE_ENDS && isLineEnd(text.charAt(from))) {
      from++;
    }
    int last = Math.max(from, to - TRIMMED_LINE_ENDS);
    while (to > last && isLineEnd(text.charAt(to - 1))) {
      to--;
    }
    return line(text.substring(from, to));
  }

  private static boolean isLineEnd(char character) {
    return character == '\r' || character == '\n';
  }

  static byte[] error(int code, int format) {
    return switch (format) {
      case 0 -> ERROR;
      case 1 -> line("+CME ERROR: " + code);
      default -> line("+CME ERROR: " + CmeError.text(code));
    };
  }
}
