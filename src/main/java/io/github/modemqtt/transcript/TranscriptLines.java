package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Step.ChunkEnd;
import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The notation, line by line; what a line says goes to a sink. */
final class TranscriptLines {
  private static final String ANY_STEP = "a time, '>', '<', '.', '--', '#' or an empty line";
  private static final Content LINE_END = Content.of("\r\n");

  /** Takes what lines say. */
  interface Sink {
    /** A header; the sink says whether its name is new. */
    boolean onHeader(String name, String value);

    void onStep(int line, Step step);

    /** The step before, which is the module's, goes on with these bytes. */
    void onMore(Content bytes);
  }

  private final Sink sink;
  private final Set<String> placeholders = new HashSet<>();
  private boolean inHeader = true;
  private boolean hasHeader;

  /** Whether the line before is one of a unit, so that the unit can go on. */
  private boolean inUnit;

  TranscriptLines(Sink sink) {
    this.sink = sink;
  }

  /** Takes a line, without its line feed. */
  void line(String text, int number) {
    line(
        new LineScanner(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, number));
  }

  private void line(LineScanner line) {
    line.skipBlanks();
    if (inHeader && headerLine(line)) {
      return;
    }
    inHeader = false;
    if (line.isAt('.')) {
      continuation(line);
      return;
    }
    inUnit = false;
    if (line.atEnd()) {
      add(line, new Comment(""));
    } else if (line.isAt('#')) {
      add(line, new Comment(comment(line)));
    } else if (line.isAt('-')) {
      line.take('-');
      line.take('-');
      line.requireEnd();
      add(line, new ChunkEnd());
    } else {
      sent(line);
    }
  }

  /** Returns false if the header is over and this line is not its end. */
  private boolean headerLine(LineScanner line) {
    if (line.atEnd() && hasHeader) {
      inHeader = false;
      return true;
    }
    if (!line.isAtLetter()) {
      return false;
    }
    int column = line.column();
    String name = line.takeName();
    line.take(':');
    line.skipBlanks();
    String value = line.takeText("a value").strip();
    hasHeader = true;
    if (!sink.onHeader(name, value)) {
      throw line.expected(column, "each header once; '" + name + "' was given already");
    }
    return true;
  }

  private static String comment(LineScanner line) {
    line.take('#');
    line.takeIf(' ');
    return line.atEnd() ? "" : line.takeText("a comment");
  }

  private void sent(LineScanner line) {
    Optional<Duration> offset =
        line.isAtDigit() ? Optional.of(line.takeSeconds()) : Optional.empty();
    if (line.isAt('>')) {
      line.take('>');
      add(line, new HostSends(host(line), offset));
    } else if (line.isAt('<')) {
      line.take('<');
      add(line, new ModuleSends(module(line), offset));
    } else {
      throw line.expected(offset.isPresent() ? "'>' or '<' after the time" : ANY_STEP);
    }
  }

  private Content host(LineScanner line) {
    boolean raw = line.takeIf('|');
    Content content = content(line, true);
    requireSomething(line, raw, content);
    return raw ? content : Content.builder().content(content).text("\r").build();
  }

  private Content module(LineScanner line) {
    if (line.takeIf('>')) {
      line.requireEnd();
      return Content.of(TranscriptPrinter.PROMPT);
    }
    boolean raw = line.takeIf('|');
    Content content = content(line, false);
    requireSomething(line, raw, content);
    inUnit = !raw;
    return raw ? content : Content.builder().text("\r\n").content(content).text("\r\n").build();
  }

  private static void requireSomething(LineScanner line, boolean raw, Content content) {
    if (raw && content.length() == 0) {
      throw line.expected("at least one byte");
    }
  }

  private void continuation(LineScanner line) {
    if (!inUnit) {
      throw line.expected("'.' only right below a line that begins with '<' and a blank");
    }
    line.take('.');
    Content more = content(line, false);
    sink.onMore(Content.builder().content(more).content(LINE_END).build());
  }

  private Content content(LineScanner line, boolean fromHost) {
    if (line.atEnd()) {
      return Content.of("");
    }
    line.take(' ');
    return line.takeContent(fromHost, placeholders);
  }

  private void add(LineScanner line, Step step) {
    sink.onStep(line.number(), step);
  }
}
