package io.github.modemqtt.transcript.log;

import java.util.regex.Pattern;

/** Takes out what was meant for a terminal: colours, cursor movements, corrected typing. */
final class TerminalControl {
  private static final char ESC = 0x1B;
  private static final char BACKSPACE = '\b';

  /** Control sequences, strings for the terminal, and sequences of two or three characters. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)"
              + "|[()*+#%][0-9A-Za-z@]|[=>78cDEHMNOZ])");

  private TerminalControl() {}

  static LogLine clean(LogLine line, ReportBuilder report) {
    String text = line.text();
    if (text.indexOf(ESC) < 0 && text.indexOf(BACKSPACE) < 0) {
      return line;
    }
    String cleaned = typed(SEQUENCE.matcher(text).replaceAll(""));
    if (!cleaned.equals(text)) {
      report.guess(line.number(), Rule.TERMINAL_CONTROL, Confidence.MEDIUM);
    }
    return line.withText(cleaned);
  }

  /** A backspace takes the character before it back, and so does "backspace, blank, backspace". */
  private static String typed(String text) {
    if (text.indexOf(BACKSPACE) < 0) {
      return text;
    }
    StringBuilder typed = new StringBuilder(text.length());
    for (char c : text.replace("\b \b", "\b").toCharArray()) {
      if (c != BACKSPACE) {
        typed.append(c);
      } else if (typed.length() > 0) {
        typed.setLength(typed.length() - 1);
      }
    }
    return typed.toString();
  }
}
