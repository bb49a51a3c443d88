package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.transcript.Step.ChunkEnd;
import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a transcript line by line. */
final class TranscriptParser {
  private static final String ANY_STEP = "a time, '>', '<', '.', '--', '#' or an empty line";

  /**
   * A transcript and where it stands in its text.
   *
   * @param transcript the transcript
   * @param lines for each step, the number of its first line, from 1
   */
  record Parsed(Transcript transcript, List<Integer> lines) {}

  private final String[] source;
  private final Map<String, String> header = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final Set<String> placeholders = new HashSet<>();
  private boolean inHeader = true;

  /** Whether the line before is one of a unit, so that the unit can go on. */
  private boolean inUnit;

  TranscriptParser(String text) {
    String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
    source = withoutMark.split("\n", -1);
  }

  /** Decodes UTF-8, and says where it is none. */
  static String decode(byte[] bytes) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    if (decoder.decode(in, out, true).isError()) {
      String before = new String(bytes, 0, in.position(), UTF_8);
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      int column = before.length() - before.lastIndexOf('\n');
      throw new TranscriptFormatException(line, column, "UTF-8 text");
    }
    return out.flip().toString();
  }

  Parsed parse() {
    int count = source[source.length - 1].isEmpty() ? source.length - 1 : source.length;
    for (int i = 0; i < count; i++) {
      String line = source[i];
      line(
          new LineScanner(
              line.endsWith("\r") ? line.substring(0, line.length() - 1) : line, i + 1));
    }
    return new Parsed(new Transcript(header, steps), List.copyOf(lines));
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
    if (line.atEnd() && !header.isEmpty()) {
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
    if (header.putIfAbsent(name, value) != null) {
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
    if (!inUnit || !(steps.get(steps.size() - 1) instanceof ModuleSends unit)) {
      throw line.expected("'.' only right below a line that begins with '<' and a blank");
    }
    line.take('.');
    Content more = content(line, false);
    Content whole = Content.builder().content(unit.content()).content(more).text("\r\n").build();
    steps.set(steps.size() - 1, new ModuleSends(whole, unit.offset()));
  }

  private Content content(LineScanner line, boolean fromHost) {
    if (line.atEnd()) {
      return Content.of("");
    }
    line.take(' ');
    return line.takeContent(fromHost, placeholders);
  }

  private void add(LineScanner line, Step step) {
    steps.add(step);
    lines.add(line.number());
  }
}
