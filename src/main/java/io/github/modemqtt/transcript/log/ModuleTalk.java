package io.github.modemqtt.transcript.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.modemqtt.transcript.Content;
import io.github.modemqtt.transcript.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the module sends between two lines of the host, made of lines whose CR LF may be lost.
 *
 * <p>An EC616 sends {@code \r\n<text>\r\n} each time. A log that shows the empty lines of this is
 * taken as it is; in one without them they are restored. Not thread-safe.
 */
final class ModuleTalk {
  private static final String LINE_END = "\r\n";
  private static final int MAX_MESSAGE_LINES = 256;
  private static final String RECEIVED = "MTRECV:";

  private final List<Step> steps;
  private final boolean keepsEmptyLines;
  private final boolean showsEverything;
  private final ReportBuilder report;
  private final StringBuilder chunk = new StringBuilder();
  private @Nullable Duration chunkTime;
  private int emptyLines;

  /** Whether the last line end in the log was the host's. */
  private boolean afterHost;

  /** Braces and quotes of a received message that are open. */
  private int openBraces;

  private int messageLines;

  ModuleTalk(
      List<Step> steps, boolean keepsEmptyLines, boolean showsEverything, ReportBuilder report) {
    this.steps = steps;
    this.keepsEmptyLines = keepsEmptyLines;
    this.showsEverything = showsEverything;
    this.report = report;
  }

  boolean keepsEmptyLines() {
    return keepsEmptyLines;
  }

  /** The host has sent a line whose end is not the module's. */
  void hostSpoke() {
    afterHost = true;
    openBraces = 0;
  }

  void emptyLine() {
    emptyLines++;
  }

  int takeEmptyLines() {
    int count = emptyLines;
    emptyLines = 0;
    return count;
  }

  /** An echo; the line end after it begins the answer, unless the log shows one of its own. */
  void echo(LogLine line, String text) {
    begin(line.time());
    chunk.append(text).append(line.doubleReturn() ? "\r" : "");
    chunk.append(keepsEmptyLines ? LINE_END : "");
    afterHost = false;
    report.moduleLine();
  }

  /** Whether a line goes on with a received message, which ends where its braces do. */
  boolean isInsideMessage() {
    return openBraces > 0 && messageLines < MAX_MESSAGE_LINES;
  }

  void line(LogLine line) {
    boolean goesOn = isInsideMessage();
    begin(line.time());
    if (keepsEmptyLines) {
      chunk.append(LINE_END.repeat(emptyLines + missing(line)));
    } else if (!goesOn) {
      chunk.append(LINE_END);
      report.guess(line.number(), Rule.LINE_END, Confidence.MEDIUM);
    }
    emptyLines = 0;
    chunk.append(line.text()).append(LINE_END);
    afterHost = false;
    countBraces(line.text(), goesOn);
    report.moduleLine();
  }

  void prompt(LogLine line) {
    begin(line.time());
    if (keepsEmptyLines) {
      chunk.append(LINE_END.repeat(emptyLines + missing(line)));
    } else {
      chunk.append(LINE_END);
    }
    emptyLines = 0;
    chunk.append("> ");
    afterHost = false;
    report.moduleLine();
  }

  /** Right after a line of the host its line end and that of the module's unit look like one. */
  private int missing(LogLine line) {
    if (!afterHost || emptyLines > 0 || showsEverything) {
      return 0;
    }
    report.guess(line.number(), Rule.LINE_END, Confidence.MEDIUM);
    return 1;
  }

  private void begin(@Nullable Duration time) {
    if (time != null && !time.equals(chunkTime)) {
      endChunk();
      chunkTime = time;
    }
  }

  private void countBraces(String text, boolean goesOn) {
    if (goesOn) {
      messageLines++;
    } else {
      boolean received = text.startsWith("+") && text.contains(RECEIVED);
      openBraces = 0;
      messageLines = 0;
      if (!received) {
        return;
      }
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      openBraces += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
  }

  /** Empty lines at the end belong to the module if the log is a capture of it. */
  void appendEmptyLines() {
    chunk.append(LINE_END.repeat(emptyLines));
    emptyLines = 0;
  }

  /** Writes what was collected. */
  void endChunk() {
    Content content = Content.of(chunk.toString().getBytes(ISO_8859_1));
    steps.addAll(Step.ofModule(content, Optional.ofNullable(chunkTime)));
    chunk.setLength(0);
    chunkTime = null;
  }
}
