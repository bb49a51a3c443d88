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
  private @Nullable Duration emptyLineTime;

  /** Whether the last line end in the log was the host's. */
  private boolean afterHost;

  /** Whether the line end after an echo is still to be written: it begins what follows. */
  private boolean echoIsOpen;

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

  void emptyLine(@Nullable Duration time) {
    endEcho();
    emptyLineTime = emptyLines == 0 ? time : emptyLineTime;
    emptyLines++;
  }

  /** The echo had a line end of its own. */
  private void endEcho() {
    chunk.append(echoIsOpen ? LINE_END : "");
    echoIsOpen = false;
  }

  int takeEmptyLines() {
    int count = emptyLines;
    emptyLines = 0;
    return count;
  }

  /** An echo; the line end after it begins the answer, unless the log shows one of its own. */
  void echo(LogLine line, String text) {
    begin(line.time());
    chunk.append(LINE_END.repeat(keepsEmptyLines ? emptyLines : 0));
    emptyLines = 0;
    chunk.append(text).append(line.doubleReturn() ? "\r" : "");
    echoIsOpen = keepsEmptyLines;
    afterHost = false;
    report.moduleLine();
  }

  /** Whether a line goes on with a received message, which ends where its braces do. */
  boolean isInsideMessage() {
    return openBraces > 0 && messageLines < MAX_MESSAGE_LINES;
  }

  void line(LogLine line) {
    boolean goesOn = isInsideMessage();
    boolean timed = line.time() != null || emptyLines == 0;
    begin(goesOn ? chunkTime : timed ? line.time() : emptyLineTime);
    if (keepsEmptyLines) {
      chunk.append(LINE_END.repeat(before(line)));
    } else if (!goesOn) {
      chunk.append(LINE_END);
      report.guess(line.number(), Rule.LINE_END, Confidence.MEDIUM);
    }
    chunk.append(line.text()).append(LINE_END);
    afterHost = false;
    countBraces(line.text(), goesOn);
    report.moduleLine();
  }

  void prompt(LogLine line, String prompt) {
    begin(line.time());
    chunk.append(LINE_END.repeat(keepsEmptyLines ? before(line) : 1));
    chunk.append(prompt);
    afterHost = false;
    report.moduleLine();
  }

  /**
   * How many line ends come before a line. Right after one of the host its line end and that of the
   * module look like one.
   */
  private int before(LogLine line) {
    int count = emptyLines + (echoIsOpen ? 1 : 0);
    emptyLines = 0;
    echoIsOpen = false;
    if (count > 0 || !afterHost || showsEverything) {
      return count;
    }
    report.guess(line.number(), Rule.LINE_END, Confidence.MEDIUM);
    return 1;
  }

  private void begin(@Nullable Duration time) {
    if (time != null && !time.equals(chunkTime)) {
      flush();
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
    endEcho();
    chunk.append(LINE_END.repeat(emptyLines));
    emptyLines = 0;
  }

  /** Writes what was collected. */
  void endChunk() {
    echoIsOpen = false;
    flush();
  }

  private void flush() {
    Content content = Content.of(chunk.toString().getBytes(ISO_8859_1));
    steps.addAll(Step.ofModule(content, Optional.ofNullable(chunkTime)));
    chunk.setLength(0);
    chunkTime = null;
  }
}
