package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.transcript.Step.ModuleSends;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole transcript. */
final class TranscriptParser implements TranscriptLines.Sink {
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

  TranscriptParser(String text) {
    source = withoutMark(text).split("\n", -1);
  }

  static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Decodes UTF-8, and says where it is none. */
  static String decode(byte[] bytes) {
    return decode(bytes, 1);
  }

  /** The same for bytes that begin with a line of this number. */
  static String decode(byte[] bytes, int firstLine) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    if (decoder.decode(in, out, true).isError()) {
      String before = new String(bytes, 0, in.position(), UTF_8);
      int line = (int) before.chars().filter(c -> c == '\n').count() + firstLine;
      int column = before.length() - before.lastIndexOf('\n');
      throw new TranscriptFormatException(line, column, "UTF-8 text");
    }
    return out.flip().toString();
  }

  Parsed parse() {
    TranscriptLines notation = new TranscriptLines(this);
    int count = source[source.length - 1].isEmpty() ? source.length - 1 : source.length;
    for (int i = 0; i < count; i++) {
      notation.line(source[i], i + 1);
    }
    return new Parsed(new Transcript(header, steps), List.copyOf(lines));
  }

  @Override
  public boolean onHeader(String name, String value) {
    return header.putIfAbsent(name, value) == null;
  }

  @Override
  public void onStep(int line, Step step) {
    steps.add(step);
    lines.add(line);
  }

  @Override
  public void onMore(Content bytes) {
    int last = steps.size() - 1;
    ModuleSends unit = (ModuleSends) steps.get(last);
    Content whole = Content.builder().content(unit.content()).content(bytes).build();
    steps.set(last, new ModuleSends(whole, unit.offset()));
  }
}
