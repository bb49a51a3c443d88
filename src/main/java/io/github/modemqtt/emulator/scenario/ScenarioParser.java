package io.github.modemqtt.emulator.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.emulator.scenario.Scenario.Entry;
import io.github.modemqtt.emulator.scenario.Scenario.Remark;
import io.github.modemqtt.emulator.scenario.Scenario.Step;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayList;
import java.util.List;

/** Reads a scenario line by line. */
final class ScenarioParser {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ScenarioParser() {}

  static List<Entry> parse(String text) {
    String[] lines = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).split("\n", -1);
    int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String line = lines[i];
      entries.add(
          entry(
              new Words(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line, i + 1)));
    }
    return entries;
  }

  private static Entry entry(Words words) {
    if (words.atEnd()) {
      return new Remark("");
    }
    if (words.isAt('#')) {
      return new Remark(words.rest().substring(1));
    }
    Trigger trigger = TriggerNotation.read(words);
    Step step = new Step(trigger, FaultNotation.read(words));
    words.requireEnd();
    return step;
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
      throw new ScenarioFormatException(line, column, "UTF-8 text");
    }
    return out.flip().toString();
  }
}
