package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.mqtt.Message;
import java.io.ByteArrayOutputStream;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How a received message is printed: mosquitto_sub's {@code -F}.
 *
 * <p>{@code %} begins a value of the message, {@code @} one of the time, a backslash a character.
 * What the module does not tell is shown as 0: whether a message was retained, and at QoS 1 and 2
 * which of both it had (then the QoS of the subscription is shown). {@code %J} takes the payload
 * for JSON as it is.
 */
final class MessageFormat {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);
  private static final DateTimeFormatter JSON_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'Z", Locale.ROOT);
  private static final HexFormat LOWER = HexFormat.of();
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  /** What a message looks like to the format. */
  record Received(Message message, int qos, ZonedDateTime time) {}

  /** One piece of the output. */
  private interface Part {
    void write(Received received, ByteArrayOutputStream out);
  }

  private final List<Part> parts;

  private MessageFormat(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a format.
   *
   * @throws IllegalArgumentException if it holds something unknown
   */
  static MessageFormat parse(String format) {
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' && c != '@' && c != '\\') {
        text.append(c);
        continue;
      }
      i++;
      if (i == format.length()) {
        throw new IllegalArgumentException("-F ends with a lone '" + c + "'");
      }
      char code = format.charAt(i);
      if (c == '\\') {
        text.append(escaped(code));
      } else if (code == c) {
        text.append(c);
      } else {
        flush(text, parts);
        parts.add(c == '%' ? value(code) : time(code));
      }
    }
    flush(text, parts);
    return new MessageFormat(parts);
  }

  private static void flush(StringBuilder text, List<Part> parts) {
    if (!text.isEmpty()) {
      byte[] bytes = text.toString().getBytes(UTF_8);
      parts.add((received, out) -> out.writeBytes(bytes));
      text.setLength(0);
    }
  }

  private static char escaped(char code) {
    return switch (code) {
      case '\\' -> '\\';
      case '0' -> '\0';
      case 'a' -> 7;
      case 'e' -> 27;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      default -> throw new IllegalArgumentException("-F has the unknown escape '\\" + code + "'");
    };
  }

  private static Part value(char code) {
    return switch (code) {
      case 'p' -> (received, out) -> out.writeBytes(received.message().payload());
      case 'x' -> text(received -> LOWER.formatHex(received.message().payload()));
      case 'X' -> text(received -> UPPER.formatHex(received.message().payload()));
      case 't' -> text(received -> received.message().topic().value());
      case 'q' -> text(received -> String.valueOf(received.qos()));
      case 'r' -> text(received -> "0");
      case 'm' -> text(received -> String.valueOf(received.message().messageId()));
      case 'l' -> text(received -> String.valueOf(received.message().payloadSize()));
      case 'I' -> text(received -> ISO.format(received.time()));
      case 'U' -> text(MessageFormat::unixTime);
      case 'j' -> text(received -> json(received, false));
      case 'J' -> text(received -> json(received, true));
      default -> throw new IllegalArgumentException("-F has the unknown value '%" + code + "'");
    };
  }

  private static Part time(char code) {
    String pattern =
        switch (code) {
          case 'Y' -> "yyyy";
          case 'y' -> "yy";
          case 'm' -> "MM";
          case 'd' -> "dd";
          case 'H' -> "HH";
          case 'M' -> "mm";
          case 'S' -> "ss";
          case 'F' -> "yyyy-MM-dd";
          case 'T' -> "HH:mm:ss";
          case 'N' -> "nnnnnnnnn";
          case 'z' -> "Z";
          case 'j' -> "DDD";
          case 's' -> "";
          default -> throw new IllegalArgumentException("-F has the unknown time '@" + code + "'");
        };
    if (code == 's') {
      return text(received -> String.valueOf(received.time().toEpochSecond()));
    }
    if (code == 'N') {
      return text(received -> nanos(received.time()));
    }
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    return text(received -> formatter.format(received.time()));
  }

  private static Part text(Function<Received, String> value) {
    return (received, out) -> out.writeBytes(value.apply(received).getBytes(UTF_8));
  }

  private static String unixTime(Received received) {
    return received.time().toEpochSecond() + "." + nanos(received.time());
  }

  private static String nanos(ZonedDateTime time) {
    return String.format(Locale.ROOT, "%09d", time.getNano());
  }

  /** The members that mosquitto_sub has, in its order. */
  private static String json(Received received, boolean payloadIsJson) {
    Message message = received.message();
    JsonObject json =
        new JsonObject()
            .text("tst", JSON_TIME.format(received.time()))
            .text("topic", message.topic().value())
            .number("qos", received.qos())
            .number("retain", 0)
            .number("payloadlen", message.payloadSize());
    if (received.qos() > 0) {
      json.number("mid", message.messageId());
    }
    String payload = message.payloadAsText();
    return (payloadIsJson ? json.raw("payload", payload) : json.text("payload", payload))
        .toString();
  }

  /** The bytes to print, without a line end. */
  byte[] print(Received received) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Part part : parts) {
      part.write(received, out);
    }
    return out.toByteArray();
  }
}
