package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.util.Optional;

/**
 * What belongs together: a line of the host, or a unit of the module with all of its lines.
 *
 * @param fromHost who sent it
 * @param content all bytes, line ends included
 * @param line where it begins
 */
record Unit(boolean fromHost, Content content, int line) {
  private static final int LINE_END = 2;
  private static final String RESULT = "final result";

  /** How it looks in a transcript, in one line or several. */
  static String shown(boolean fromHost, Content content) {
    StringBuilder text = new StringBuilder();
    TranscriptPrinter.step(
        text,
        fromHost
            ? new HostSends(content, Optional.empty())
            : new ModuleSends(content, Optional.empty()));
    return text.substring(0, text.length() - 1);
  }

  String shown() {
    return shown(fromHost, content);
  }

  /** What is between the line ends of a unit, or all of what is none. */
  String text() {
    int end = content.length();
    return isFramed()
        ? Escapes.print(content, LINE_END, end - LINE_END)
        : Escapes.print(content, 0, end);
  }

  /** Whether it stands between line ends, as answers and URCs do. */
  boolean isFramed() {
    return TranscriptPrinter.isUnit(content);
  }

  boolean isPrompt() {
    return content.length() == TranscriptPrinter.PROMPT.length()
        && content.startsWith(TranscriptPrinter.PROMPT, 0);
  }

  /** Whether it ends a command, well or not. */
  boolean isFinalResult() {
    if (!isFramed()) {
      return false;
    }
    String text = text();
    return text.equals("OK")
        || text.equals("ERROR")
        || text.startsWith("+CME ERROR")
        || text.startsWith("+CMS ERROR");
  }

  /** Whether the module may say it at any time. */
  boolean canBeUrc() {
    return isFramed() && !isFinalResult();
  }

  /** What it is about, whatever its values: {@code +CSQ}, {@code AT+ECMTPUB}; empty for text. */
  String name() {
    if (isFinalResult() || isPrompt()) {
      return RESULT;
    }
    String text = text();
    int end = 0;
    if (!text.startsWith("+") && !text.startsWith("^") && !text.startsWith("AT")) {
      return "";
    }
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  private static boolean isOfName(char c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '+' || c == '^' || c == '*';
  }
}
