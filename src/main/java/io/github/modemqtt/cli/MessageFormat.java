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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a received message is printed: mosquitto_sub's {@code -F}.
 *
 * <p>{@code %} begins a value of the message, perhaps with the width of its field, {@code @} one of
 * the time, a backslash a character. What the module does not tell is shown as 0: whether a message
 * was retained, and at QoS 1 and 2 which of both it had (then the QoS of the subscription is
 * shown). What only MQTT 5 has is empty, as with mosquitto_sub in MQTT 3.1.1.
 */
final class MessageFormat {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);
  private static final DateTimeFormatter JSON_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'Z", Locale.ROOT);
  private static final HexFormat LOWER = HexFormat.of();
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();
  private static final String WIDTH = "0123456789-.";

  /** What a message looks like to the format. */
  record Received(Message message, int qos, ZonedDateTime time) {}

  /** One piece of the output. */
  private interface Part {
    void write(Received received, ByteArrayOutputStream out);
  }

  private final String format;
  private final boolean pretty;
  private final Consumer<String> trouble;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int at;

  private MessageFormat(String format, boolean pretty, Consumer<String> trouble) {
    this.format = format;
    this.pretty = pretty;
    this.trouble = trouble;
  }

  /**
   * Reads a format.
   *
   * @param pretty whether JSON takes several lines
   * @param trouble is told of a message that cannot be printed so
   * @throws IllegalArgumentException if it holds something unknown
   */
  static MessageFormat parse(String format, boolean pretty, Consumer<String> trouble) {
    MessageFormat parsed = new MessageFormat(format, pretty, trouble);
    parsed.parse();
    return parsed;
  }

  private void parse() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      switch (c) {
        case '%' -> add(value(c));
        case '@' -> add(time(c));
        case '\\' -> text.append(escaped(letter(c)));
        default -> text.append(c);
      }
    }
    flush();
  }

  private char letter(char begin) {
    if (at >= format.length()) {
      throw new IllegalArgumentException("-F ends with a lone '" + begin + "'");
    }
    return format.charAt(at++);
  }

  private void add(@Nullable Part part) {
    if (part != null) {
      flush();
      parts.add(part);
    }
  }

  private void flush() {
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

  private @Nullable Part time(char begin) {
    char letter = letter(begin);
    if (letter == '@') {
      text.append('@');
      return null;
    }
    Function<ZonedDateTime, String> time = TimeLetter.of(letter);
    return (received, out) -> out.writeBytes(time.apply(received.time()).getBytes(UTF_8));
  }

  private @Nullable Part value(char begin) {
    int start = at;
    while (at < format.length() && WIDTH.indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    String widthText = format.substring(start, at);
    char letter = letter(begin);
    if (letter == '%') {
      text.append('%');
      return null;
    }
    return part(letter, FieldWidth.parse(widthText));
  }

  private Part part(char letter, FieldWidth width) {
    return switch (letter) {
      case 'p' -> (received, out) -> width.writeBytes(received.message().payload(), out);
      case 'x' -> digits(width, received -> LOWER.formatHex(received.message().payload()));
      case 'X' -> digits(width, received -> UPPER.formatHex(received.message().payload()));
      case 'm' -> digits(width, received -> String.valueOf(received.message().messageId()));
      case 'l' -> digits(width, received -> String.valueOf(received.message().payloadSize()));
      case 'A', 'E', 'F', 'S' -> digits(width, received -> "");
      case 't' -> text(width, received -> received.message().topic().value());
      case 'I' -> text(width, received -> ISO.format(received.time()));
      case 'C', 'R' -> text(width, received -> "");
      case 'D', 'P' -> text(FieldWidth.NONE, received -> "");
      case 'q' -> text(FieldWidth.NONE, received -> String.valueOf(received.qos()));
      case 'r' -> text(FieldWidth.NONE, received -> "0");
      case 'U' -> text(FieldWidth.NONE, MessageFormat::unixTime);
      case 'j' -> text(FieldWidth.NONE, received -> json(received, false));
      case 'J' -> text(FieldWidth.NONE, received -> json(received, true));
      default -> throw new IllegalArgumentException("-F has the unknown value '%" + letter + "'");
    };
  }

  private static Part digits(FieldWidth width, Function<Received, String> value) {
    return (received, out) -> width.writeDigits(value.apply(received), out);
  }

  private static Part text(FieldWidth width, Function<Received, String> value) {
    return (received, out) -> width.writeText(value.apply(received), out);
  }

  private static String unixTime(Received received) {
    return received.time().toEpochSecond() + "." + TimeLetter.nanos(received.time());
  }

  /** The members that mosquitto_sub has, in its order. */
  private String json(Received received, boolean payloadIsJson) {
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
    if (!payloadIsJson) {
      return layout(json.text("payload", message.payloadAsText()));
    }
    Optional<String> payload = JsonText.printed(message.payloadAsText(), false);
    if (payload.isEmpty()) {
      trouble.accept("Message payload is not valid JSON on topic " + message.topic().value());
      return "";
    }
    return layout(json.raw("payload", payload.get()));
  }

  private String layout(JsonObject json) {
    return pretty
        ? JsonText.printed(json.toString(), true).orElse(json.toString())
        : json.toString();
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
