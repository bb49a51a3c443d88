package io.github.modemqtt.transcript.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the host sends after a prompt. Not thread-safe. */
final class HostData {
  private static final char CTRL_Z = 0x1A;
  private static final char ESC = 0x1B;
  private static final int MAX_BYTES = 65_536;

  private final StringBuilder bytes = new StringBuilder();
  private final int announced;
  private final int promptLine;
  private @Nullable Duration time;
  private int lines;
  private boolean complete;

  /**
   * Starts to wait for data.
   *
   * @param announced how much the command says will come, or -1
   * @param promptLine the line of the prompt
   */
  HostData(int announced, int promptLine) {
    this.announced = announced;
    this.promptLine = promptLine;
  }

  void add(LogLine line, String text, ReportBuilder report) {
    if (lines++ == 0) {
      time = line.time();
    } else {
      bytes.append("\r\n");
    }
    report.guess(
        line.number(),
        lines == 1 ? Rule.DATA : Rule.MORE_DATA,
        lines == 1 ? Confidence.MEDIUM : Confidence.LOW);
    int mark = AtText.endMark(text);
    bytes.append(text, 0, mark < 0 ? text.length() : mark).append(mark < 0 ? "" : CTRL_Z);
    char last = bytes.length() == 0 ? '\0' : bytes.charAt(bytes.length() - 1);
    complete =
        last == CTRL_Z || last == ESC || bytes.length() == announced || bytes.length() > MAX_BYTES;
  }

  boolean isEmpty() {
    return lines == 0;
  }

  boolean isComplete() {
    return complete;
  }

  @Nullable Duration time() {
    return time;
  }

  /** The data; its end is added if the log has none. */
  String take(ReportBuilder report) {
    if (!complete) {
      Rule rule = isEmpty() ? Rule.DATA_MISSING : Rule.DATA_END;
      report.guess(promptLine, rule, isEmpty() ? Confidence.LOW : Confidence.MEDIUM);
      bytes.append(CTRL_Z);
    }
    return bytes.toString();
  }
}
