package io.github.modemqtt.transcript.log;

import java.util.List;

/** Whether a log shows the empty lines that come of the CR LF before each of the module's lines. */
final class EmptyLines {
  private EmptyLines() {}

  /**
   * Looks at the final result codes: after an answer an empty line comes before them, if it was
   * kept.
   *
   * @param capture what to take if nothing tells
   */
  static boolean areKept(List<LogLine> lines, boolean capture) {
    int with = 0;
    int without = 0;
    boolean afterCommand = false;
    String before = "";
    String beforeThat = "";
    for (LogLine line : lines) {
      String text = line.text().strip();
      if (AtText.isFinal(text)) {
        if (before.isEmpty() && !beforeThat.isEmpty()) {
          with += AtText.isCommand(beforeThat) ? 0 : 1;
          afterCommand |= AtText.isCommand(beforeThat);
        } else if (!before.isEmpty() && !AtText.isCommand(before)) {
          without++;
        }
      }
      beforeThat = before;
      before = text;
    }
    return with + without == 0 ? capture || afterCommand : with >= without;
  }
}
