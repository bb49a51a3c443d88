package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.capture.CaptureEvent;
import java.util.HexFormat;

/** What a module said as JSON, one object each. */
final class DecodedJson {
  private DecodedJson() {}

  static String of(CaptureEvent event) {
    return toJson(event).toString();
  }

  private static JsonObject toJson(CaptureEvent event) {
    if (event instanceof CaptureEvent.Message message) {
      return toJson(message);
    }
    if (event instanceof CaptureEvent.Result result) {
      return toJson(result);
    }
    if (event instanceof CaptureEvent.FinalResult end) {
      return typed("final").text("text", end.text()).number("cme", end.cme());
    }
    if (event instanceof CaptureEvent.Link link) {
      return typed("link").number("connection", link.connectionId()).number("code", link.code());
    }
    if (event instanceof CaptureEvent.Line line) {
      return typed("line").text("text", Discretion.mask(line.text()));
    }
    if (event instanceof CaptureEvent.Noise noise) {
      return typed("noise").text("hex", hex(noise.bytes()));
    }
    return typed("prompt");
  }

  private static JsonObject typed(String type) {
    return new JsonObject().text("type", type);
  }

  private static JsonObject toJson(CaptureEvent.Message message) {
    return typed("message")
        .number("connection", message.connectionId())
        .number("messageId", message.messageId())
        .text("topic", message.topic())
        .text("payload", new String(message.payload(), UTF_8))
        .text("payloadHex", hex(message.payload()))
        .truth("ambiguous", message.ambiguous());
  }

  private static JsonObject toJson(CaptureEvent.Result result) {
    return typed("result")
        .text("command", result.command().name())
        .number("connection", result.connectionId())
        .number("messageId", result.messageId())
        .number("result", result.result())
        .number("returnCode", result.returnCode())
        .number("value", result.value());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
