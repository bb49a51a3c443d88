package io.github.modemqtt.at.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a framer finds; texts of which the first is the opening of a unit are units. */
final class RecordingSink implements FrameSink {
  static final String UNIT = "+RECV:";

  /** A line that starts so is followed by that many bytes of data. */
  static final String RAW = "+RAW:";

  final List<String> events = new ArrayList<>();

  @Override
  public int onLine(byte[] buffer, int offset, int length, boolean ambiguous) {
    String text = text(buffer, offset, length);
    events.add((ambiguous ? "line?(" : "line(") + text + ")");
    return text.matches("\\+RAW:[0-9]{1,9}") ? Integer.parseInt(text.substring(RAW.length())) : 0;
  }

  @Override
  public void onRaw(byte[] buffer, int offset, int length) {
    events.add("raw(" + text(buffer, offset, length) + ")");
  }

  @Override
  public void onPrompt() {
    events.add("prompt");
  }

  @Override
  public boolean opensUnit(byte[] buffer, int offset, int length) {
    return text(buffer, offset, length).startsWith(UNIT);
  }

  @Override
  public void onUnit(byte[] buffer, int offset, int length, boolean ambiguous) {
    events.add((ambiguous ? "ambiguous(" : "unit(") + text(buffer, offset, length) + ")");
  }

  @Override
  public void onOverrun(long bytes) {
    events.add("overrun(" + bytes + ")");
  }

  private static String text(byte[] buffer, int offset, int length) {
    return new String(buffer, offset, length, ISO_8859_1);
  }
}
