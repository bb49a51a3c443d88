package io.github.modemqtt.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.capture.CaptureEvent.Message;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads {@code +ECMTRECV: <connection>,<message id>,"<topic>",<payload>}, all of it bytes. */
final class MessageReader {
  private static final byte[] START = "+ECMTRECV:".getBytes(US_ASCII);

  private MessageReader() {}

  static boolean isStart(byte[] bytes, int from, int to) {
    return to - from >= START.length
        && Arrays.equals(bytes, from, from + START.length, START, 0, START.length);
  }

  /** Returns null if the fields before the payload are not there. */
  static @Nullable Message read(byte[] bytes, int from, int to, boolean ambiguous) {
    int connectionStart = from + START.length;
    int connectionEnd = indexOfComma(bytes, connectionStart, to);
    int idEnd = indexOfComma(bytes, connectionEnd + 1, to);
    OptionalInt connection = number(bytes, connectionStart, connectionEnd);
    OptionalInt id = number(bytes, connectionEnd + 1, idEnd);
    int quote = idEnd + 1;
    while (quote < to && bytes[quote] == ' ') {
      quote++;
    }
    if (connection.isEmpty() || id.isEmpty() || quote >= to || bytes[quote] != '"') {
      return null;
    }
    int topicEnd = endOfTopic(bytes, quote + 1, to);
    return topicEnd < 0
        ? null
        : new Message(
            connection.getAsInt(),
            id.getAsInt(),
            new String(bytes, quote + 1, topicEnd - quote - 1, UTF_8),
            Arrays.copyOfRange(bytes, topicEnd + 2, to),
            ambiguous);
  }

  private static int indexOfComma(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != ',') {
      at++;
    }
    return at;
  }

  private static OptionalInt number(byte[] bytes, int from, int to) {
    return from >= to
        ? OptionalInt.empty()
        : LineReader.number(new String(bytes, from, to - from, ISO_8859_1));
  }

  private static int endOfTopic(byte[] bytes, int from, int to) {
    for (int at = from; at + 1 < to; at++) {
      if (bytes[at] == '"' && bytes[at + 1] == ',') {
        return at;
      }
    }
    return -1;
  }
}
