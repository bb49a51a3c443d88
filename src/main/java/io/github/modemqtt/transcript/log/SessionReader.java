package io.github.modemqtt.transcript.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.transcript.Content;
import io.github.modemqtt.transcript.Step;
import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.log.LogLine.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides line by line who has sent it, and collects the steps. Not thread-safe. */
final class SessionReader {
  private final boolean capture;
  private final ReportBuilder report;
  private final List<Step> steps = new ArrayList<>();
  private final ModuleTalk module;
  private boolean echoOn = true;

  /** The command that has no final result code yet. */
  private @Nullable String command;

  /** The line before, if it was a command of the host without echo. */
  private @Nullable String unechoed;

  private @Nullable HostData data;

  SessionReader(boolean capture, boolean keepsEmptyLines, boolean marked, ReportBuilder report) {
    this.capture = capture;
    this.report = report;
    this.module = new ModuleTalk(steps, keepsEmptyLines, marked, report);
  }

  void line(LogLine line) {
    if (line.text().isBlank() && line.side() != Side.HOST) {
      emptyLine(line);
    } else if (data == null || !dataLine(line, data)) {
      dialogueLine(line);
    }
  }

  List<Step> finish() {
    if (data != null) {
      endData(data);
    }
    endOfTalk();
    return steps;
  }

  private void emptyLine(LogLine line) {
    if (data != null && !data.isEmpty()) {
      endData(data);
    }
    module.emptyLine(line.time());
  }

  private void dialogueLine(LogLine line) {
    String text = line.text();
    int skipped = AtText.promptCharacters(text);
    if (line.side() == Side.HOST) {
      report.guess(line.number(), Rule.MARK, Confidence.HIGH);
      host(line, text);
    } else if (isEcho(text)) {
      report.guess(line.number(), Rule.ECHO, Confidence.HIGH);
      module.echo(line, text);
      unechoed = null;
    } else if (module.isInsideMessage() && !AtText.isFinal(text)) {
      report.guess(line.number(), Rule.MESSAGE_GOES_ON, Confidence.MEDIUM);
      module.line(line);
    } else if (AtText.isPrompt(text) && AtText.takesData(command)) {
      prompt(line);
    } else if (line.side() == Side.MODULE) {
      report.guess(line.number(), Rule.MARK, Confidence.HIGH);
      module(line);
    } else if (skipped > 0) {
      report.guess(line.number(), Rule.PROMPT_CHARACTER, Confidence.MEDIUM);
      command(line, text.substring(skipped));
    } else if (AtText.isCommand(text) || text.equals("+++")) {
      command(line, text);
    } else {
      answer(line);
    }
  }

  private boolean isEcho(String text) {
    String sent = unechoed;
    return sent != null && !sent.isEmpty() && text.stripTrailing().equals(sent.stripTrailing());
  }

  private void command(LogLine line, String text) {
    boolean echoed = echoOn && (capture || line.doubleReturn());
    String sent = text.stripTrailing();
    if (!echoed) {
      report.guess(line.number(), Rule.COMMAND, Confidence.HIGH);
      host(line, sent);
      return;
    }
    report.guess(line.number(), Rule.COMMAND_ECHOED, Confidence.MEDIUM);
    host(line, sent);
    module.echo(line, sent);
    unechoed = null;
  }

  private void host(LogLine line, String text) {
    send(text.equals("+++") ? text : text + "\r", line.time());
    command = text;
    unechoed = text;
    Boolean echo = AtText.echoAfter(text);
    echoOn = echo == null ? echoOn : echo;
    module.hostSpoke();
  }

  private void send(String bytes, @Nullable Duration time) {
    endOfTalk();
    steps.add(new HostSends(Content.of(bytes.getBytes(ISO_8859_1)), Optional.ofNullable(time)));
    report.hostLine();
  }

  /** Ends what the module says, with the empty lines after it. */
  private void endOfTalk() {
    if (capture) {
      module.appendEmptyLines();
    }
    int layout = module.takeEmptyLines();
    module.endChunk();
    for (int i = 0; i < layout; i++) {
      steps.add(new Comment(""));
    }
  }

  private void answer(LogLine line) {
    if (AtText.isResult(line.text())) {
      report.guess(line.number(), Rule.RESULT, Confidence.HIGH);
      module(line);
    } else if (isRemark(line.text())) {
      report.guess(line.number(), Rule.REMARK, Confidence.LOW);
      endOfTalk();
      steps.add(new Comment(utf8(line.text())));
      report.remark();
    } else {
      boolean expected = command != null;
      report.guess(line.number(), Rule.TEXT, expected ? Confidence.MEDIUM : Confidence.LOW);
      module(line);
    }
  }

  private void module(LogLine line) {
    if (!module.keepsEmptyLines()) {
      separateLayout(line);
    }
    module.line(line);
    unechoed = null;
    if (AtText.isFinal(line.text())) {
      command = null;
    }
  }

  /** In a log without the module's empty lines, those that are there are a person's. */
  private void separateLayout(LogLine line) {
    int layout = module.takeEmptyLines();
    if (layout > 0) {
      report.guess(line.number(), Rule.LAYOUT, Confidence.MEDIUM);
    }
    for (int i = 0; i < layout; i++) {
      module.endChunk();
      steps.add(new Comment(""));
    }
  }

  private boolean isRemark(String text) {
    return !capture
        && command == null
        && AtText.isProse(text)
        && utf8(text).chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD');
  }

  private static String utf8(String latin1) {
    return new String(latin1.getBytes(ISO_8859_1), UTF_8);
  }

  private void prompt(LogLine line) {
    report.guess(line.number(), Rule.PROMPT, Confidence.HIGH);
    String text = line.text();
    boolean blank = text.length() == 1 || text.charAt(1) == ' ';
    module.prompt(line, blank ? "> " : ">");
    unechoed = null;
    data = new HostData(command == null ? -1 : AtText.lastNumber(command), line.number());
    String rest = text.substring(text.startsWith("> ") ? 2 : 1);
    if (!rest.isEmpty()) {
      dataLine(line.withText(rest), data);
    }
  }

  /** Returns false if the line is none of the data. */
  private boolean dataLine(LogLine line, HostData pending) {
    boolean answer = line.side() == Side.MODULE || AtText.isResult(line.text());
    boolean nextCommand = !pending.isEmpty() && AtText.isCommand(line.text());
    if (line.side() != Side.HOST && (answer || nextCommand)) {
      endData(pending);
      return false;
    }
    pending.add(line, line.text(), report);
    if (pending.isComplete()) {
      endData(pending);
    }
    return true;
  }

  private void endData(HostData pending) {
    data = null;
    int emptyLines = module.takeEmptyLines();
    send(pending.take(report), pending.time());
    for (int i = 0; i < emptyLines; i++) {
      module.emptyLine(null);
    }
    module.hostSpoke();
  }
}
