package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.at.internal.Framer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Framer and router without a channel, which write down what they find.
 *
 * <p>As in the channel, a final result code disarms both, and a prompt announces the echo of data.
 */
class RoutedLine implements RouterSink {
  private static final byte[] PROMPT = "> ".getBytes(US_ASCII);

  final List<String> events = new ArrayList<>();
  private final UrcTable urcs = new UrcTable();
  private final Router router = new Router(this, urcs);
  private final Framer framer;
  private byte[] data = {};

  RoutedLine(int limitBytes) {
    framer = new Framer(router, limitBytes);
  }

  RoutedLine() {
    this(8192);
  }

  RoutedLine urc(String prefix) {
    urcs.entryOf(UrcType.line(prefix, Function.identity()));
    return this;
  }

  RoutedLine urc(UrcType<?> type) {
    urcs.entryOf(type);
    return this;
  }

  RoutedLine unit(String prefix) {
    urcs.entryOf(UrcType.unit(prefix, Function.identity()));
    return this;
  }

  RoutedLine arm(ReplyShape shape, String command) {
    router.arm(shape, FinalCodes.STANDARD, command.getBytes(ISO_8859_1));
    return this;
  }

  RoutedLine armPrompt(byte[] dataToSend) {
    return armPrompt(PROMPT, dataToSend);
  }

  RoutedLine armPrompt(byte[] prompt, byte[] dataToSend) {
    framer.armPrompt(prompt);
    data = dataToSend;
    return this;
  }

  RoutedLine feed(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    feed(bytes, 0, bytes.length);
    return this;
  }

  void feed(byte[] bytes, int offset, int length) {
    framer.feed(bytes, offset, length);
  }

  RoutedLine silence() {
    framer.silence();
    return this;
  }

  @Override
  public void onEcho(String text) {
    events.add("echo(" + text + ")");
  }

  @Override
  public void onReply(AtLine line) {
    add("reply", line);
  }

  @Override
  public void onFinal(FinalResult result, boolean certain) {
    events.add((certain ? "final(" : "final?(") + result + ")");
    router.disarm();
    framer.disarmPrompt();
  }

  @Override
  public <T> boolean onUrc(UrcTable.Entry<T> entry, AtLine line, T value) {
    add("urc", line);
    return true;
  }

  @Override
  public void onUnknown(AtLine line) {
    add("unknown", line);
  }

  @Override
  public void onPrompt() {
    events.add("prompt");
    router.dataSent(data);
  }

  @Override
  public void onOverrun(long bytes) {
    events.add("overrun(" + bytes + ")");
  }

  private void add(String kind, AtLine line) {
    String text = new String(line.bytes(), ISO_8859_1);
    String raw = new String(line.data(), ISO_8859_1);
    events.add(
        kind
            + (line.isAmbiguous() ? "?(" : "(")
            + text
            + (raw.isEmpty() ? ")" : " | " + raw + ")"));
  }
}
