package io.github.modemqtt.transcript.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A line of a log.
 *
 * @param number its number, from 1
 * @param text its bytes as ISO 8859-1, without line end
 * @param doubleReturn whether it ended in CR CR LF, as the echo of a command and the line end of
 *     the answer after it
 * @param time when, from the start of the log, if known
 * @param side who sent it, if the log says so
 */
record LogLine(int number, String text, boolean doubleReturn, @Nullable Duration time, Side side) {

  /** Who sent a line. */
  enum Side {
    HOST,
    MODULE,
    UNKNOWN
  }

  LogLine(int number, String text, boolean doubleReturn) {
    this(number, text, doubleReturn, null, Side.UNKNOWN);
  }

  LogLine withText(String other) {
    return new LogLine(number, other, doubleReturn, time, side);
  }

  LogLine withTime(@Nullable Duration other) {
    return new LogLine(number, text, doubleReturn, other, side);
  }

  LogLine withSide(Side other) {
    return new LogLine(number, text, doubleReturn, time, other);
  }

  boolean isBlank() {
    return text.isBlank();
  }
}
