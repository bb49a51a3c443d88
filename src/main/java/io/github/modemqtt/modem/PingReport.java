package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.ReplyFormatException;
import java.time.Duration;

/**
 * What became of an echo request.
 *
 * @param outcome what became of it
 * @param destination the address that was asked
 * @param time how long the answer took, or how long it was waited for
 */
public record PingReport(Outcome outcome, String destination, Duration time) {

  /** What became of an echo request. */
  public enum Outcome {
    /** It was answered. */
    ANSWERED,
    /** It was not answered. */
    TIMED_OUT
  }

  /**
   * Reads {@code SUCC, dest: 10.0.0.1, RTT: 120 ms} and {@code FAIL, dest: 10.0.0.1, time out: 5000
   * ms}; not the {@code DONE, ...} behind them, which adds nothing.
   */
  static PingReport read(AtLine line) {
    FieldReader fields = line.fields();
    Outcome outcome =
        switch (fields.nextText()) {
          case "SUCC" -> Outcome.ANSWERED;
          case "FAIL" -> Outcome.TIMED_OUT;
          default -> throw new ReplyFormatException(line.text(), "neither SUCC nor FAIL");
        };
    String destination = afterColon(line, fields.nextText());
    String time = afterColon(line, fields.nextText());
    return new PingReport(outcome, destination, milliseconds(line, time));
  }

  private static String afterColon(AtLine line, String field) {
    int colon = field.indexOf(':');
    if (colon < 0) {
      throw new ReplyFormatException(line.text(), "'" + field + "' has no colon");
    }
    return field.substring(colon + 1).strip();
  }

  private static Duration milliseconds(AtLine line, String text) {
    String number = text.endsWith("ms") ? text.substring(0, text.length() - 2).strip() : text;
    try {
      return Duration.ofMillis(Integer.parseInt(number));
    } catch (NumberFormatException e) {
      throw new ReplyFormatException(line.text(), "'" + text + "' is no time");
    }
  }
}
