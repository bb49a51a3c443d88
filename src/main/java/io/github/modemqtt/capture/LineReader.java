package io.github.modemqtt.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.capture.CaptureEvent.FinalResult;
import io.github.modemqtt.capture.CaptureEvent.Line;
import io.github.modemqtt.capture.CaptureEvent.Link;
import io.github.modemqtt.capture.CaptureEvent.Prompt;
import io.github.modemqtt.capture.CaptureEvent.Result;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a line of text is, by its looks. */
final class LineReader {
  private static final Set<String> FINAL_RESULTS =
      Set.of("OK", "ERROR", "NO CARRIER", "NO DIALTONE", "BUSY", "NO ANSWER", "CONNECT");
  private static final String CME_ERROR = "+CME ERROR";
  private static final String CMS_ERROR = "+CMS ERROR";
  private static final String CONNECT_AT = "CONNECT ";
  private static final String PLACEHOLDER = "\\{";
  private static final int MAX_DIGITS = 9;

  private LineReader() {}

  static CaptureEvent read(byte[] bytes, int from, int to) {
    String line = new String(bytes, from, to - from, UTF_8);
    String text = line.strip();
    if (text.equals(">")) {
      return new Prompt();
    }
    if (FINAL_RESULTS.contains(text) || isConnectAt(text)) {
      return new FinalResult(text, OptionalInt.empty());
    }
    CaptureEvent extended = text.startsWith("+") ? extended(text) : null;
    return extended == null ? new Line(line) : extended;
  }

  /** {@code CONNECT 115200} is one; {@code CONNECT OK} is some module's URC. */
  private static boolean isConnectAt(String text) {
    return text.startsWith(CONNECT_AT) && number(text.substring(CONNECT_AT.length())).isPresent();
  }

  private static @Nullable CaptureEvent extended(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
    if (name.equals(CME_ERROR)) {
      return new FinalResult(text, number(rest));
    }
    if (name.equals(CMS_ERROR)) {
      return new FinalResult(text, OptionalInt.empty());
    }
    return name.startsWith("+ECMT") ? ecmt(name.substring(1), rest.split(",", -1)) : null;
  }

  /**
   * A result has numbers only, and exactly as many as its format says; the answers to the read
   * forms, which have the same names, differ in one of both.
   */
  private static @Nullable CaptureEvent ecmt(String name, String[] fields) {
    OptionalInt connection = number(fields[0]);
    if (connection.isEmpty()) {
      return null;
    }
    if (name.equals("ECMTSTAT") && fields.length == 2) {
      OptionalInt code = number(fields[1]);
      return code.isEmpty() ? null : new Link(connection.getAsInt(), code.getAsInt());
    }
    EcmtCommand command = EcmtCommand.named(name);
    return command == null || !command.takesFields(fields.length)
        ? null
        : result(command, connection.getAsInt(), fields).orElse(null);
  }

  private static Optional<CaptureEvent> result(
      EcmtCommand command, int connection, String[] fields) {
    int at = command.hasMessageId() ? 2 : 1;
    OptionalInt messageId = command.hasMessageId() ? number(fields[1]) : OptionalInt.empty();
    OptionalInt result = number(fields[at]);
    OptionalInt last = fields.length > at + 1 ? number(fields[at + 1]) : OptionalInt.empty();
    boolean idMissing =
        command.hasMessageId() && messageId.isEmpty() && !fields[1].startsWith(PLACEHOLDER);
    if (idMissing || result.isEmpty() || fields.length > at + 1 && last.isEmpty()) {
      return Optional.empty();
    }
    boolean connect = command == EcmtCommand.ECMTCONN;
    return Optional.of(
        new Result(
            command,
            connection,
            messageId,
            result.getAsInt(),
            connect ? last : OptionalInt.empty(),
            connect ? OptionalInt.empty() : last));
  }

  /** An unquoted decimal number, blanks around it allowed. */
  static OptionalInt number(String field) {
    String text = field.strip();
    int start = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - start;
    if (digits < 1 || digits > MAX_DIGITS) {
      return OptionalInt.empty();
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
