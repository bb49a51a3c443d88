package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.CmeError;
import io.github.modemqtt.capture.CaptureEvent;
import java.util.HexFormat;
import java.util.OptionalInt;

/** What a module said, for people, one line each. */
final class DecodedText {
  private static final String FORMAT = "%-8s %s";

  private DecodedText() {}

  static String of(CaptureEvent event) {
    if (event instanceof CaptureEvent.Message message) {
      return FORMAT.formatted("message", describe(message));
    }
    if (event instanceof CaptureEvent.Result result) {
      return FORMAT.formatted("result", describe(result));
    }
    if (event instanceof CaptureEvent.FinalResult end) {
      return FORMAT.formatted("final", Dialogue.printable(end.text()) + meaning(end.cme()));
    }
    if (event instanceof CaptureEvent.Link link) {
      String code = link.code() == 1 ? "lost" : "code " + link.code();
      return FORMAT.formatted("link", code + " (connection " + link.connectionId() + ")");
    }
    if (event instanceof CaptureEvent.Line line) {
      return FORMAT.formatted("line", Dialogue.printable(Discretion.mask(line.text())));
    }
    if (event instanceof CaptureEvent.Noise noise) {
      return FORMAT.formatted("noise", HexFormat.ofDelimiter(" ").formatHex(noise.bytes()));
    }
    return FORMAT.formatted("prompt", ">");
  }

  private static String meaning(OptionalInt cme) {
    return cme.isPresent() ? " (" + CmeError.of(cme.getAsInt()).meaning() + ")" : "";
  }

  private static String describe(CaptureEvent.Message message) {
    return Dialogue.printable(message.topic())
        + " (id "
        + message.messageId()
        + (message.ambiguous() ? ", ambiguous): " : "): ")
        + Dialogue.printable(new String(message.payload(), UTF_8));
  }

  private static String describe(CaptureEvent.Result result) {
    StringBuilder text = new StringBuilder(result.command().name());
    result.messageId().ifPresent(id -> text.append(" id ").append(id));
    text.append(": ").append(result.result());
    result.returnCode().ifPresent(code -> text.append(", return code ").append(code));
    result.value().ifPresent(value -> text.append(", value ").append(value));
    return text.toString();
  }
}
