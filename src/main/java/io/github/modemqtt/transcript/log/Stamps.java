package io.github.modemqtt.transcript.log;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways in which programs put the time before a line. */
enum Stamps {
  /** tio, minicom: {@code [12:34:56.789] }, with a date or without. */
  BRACKETS("\\[" + Parts.CLOCK + "\\] ?", "time stamps in brackets"),

  /** Arduino's serial monitor: {@code 12:34:56.789 -> }; PlatformIO's has a {@code >}. */
  ARROW(Parts.CLOCK + " (?:->|>)(?: |$)", "time stamps with an arrow"),

  /** Other programs: {@code 12:34:56.789 }, with a date or without. */
  BARE(Parts.CLOCK + "(?::? +|\t|$)", "time stamps"),

  /** tio, grabserial: {@code [1700000000.123] } or {@code [ 1.234567] }. */
  SECONDS("\\[ *(?<s>\\d{1,12})[.,](?<f>\\d{1,9})\\] ?", "time stamps in seconds");

  /** What stamps are made of. */
  private static final class Parts {
    static final String CLOCK =
        "(?:(?<y>\\d{4})[-/.](?<mo>\\d{1,2})[-/.](?<d>\\d{1,2})[T ])?"
            + "(?<h>\\d{1,2}):(?<mi>\\d{2}):(?<s>\\d{2})(?:[.,](?<f>\\d{1,9}))?"
            + "(?:Z|[+-]\\d{2}:?\\d{2})?";
  }

  private static final int NANO_DIGITS = 9;
  private static final int MAX_STAMP_CHARS = 80;

  private final Pattern pattern;
  private final String what;

  Stamps(String pattern, String what) {
    this.pattern = Pattern.compile(pattern);
    this.what = what;
  }

  String what() {
    return what;
  }

  /**
   * A stamp.
   *
   * @param end the index after it
   * @param seconds the whole seconds, since midnight or some other moment
   * @param nanos the rest
   * @param timeOfDay whether it starts anew at midnight
   */
  record Stamp(int end, long seconds, int nanos, boolean timeOfDay) {}

  /** The stamp at the start of a text, or {@code null}. */
  @Nullable Stamp at(String text) {
    String start = text.length() > MAX_STAMP_CHARS ? text.substring(0, MAX_STAMP_CHARS) : text;
    Matcher matcher = pattern.matcher(start);
    if (!matcher.lookingAt()) {
      return null;
    }
    int nanos = nanos(matcher.group("f"));
    if (this == SECONDS) {
      return new Stamp(matcher.end(), Long.parseLong(matcher.group("s")), nanos, false);
    }
    try {
      return clock(matcher, nanos);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Stamp clock(Matcher matcher, int nanos) {
    String year = matcher.group("y");
    long days =
        year == null
            ? 0
            : LocalDate.of(
                    Integer.parseInt(year),
                    Integer.parseInt(matcher.group("mo")),
                    Integer.parseInt(matcher.group("d")))
                .toEpochDay();
    long seconds =
        ((days * 24 + Integer.parseInt(matcher.group("h"))) * 60
                + Integer.parseInt(matcher.group("mi")))
            * 60;
    return new Stamp(
        matcher.end(), seconds + Integer.parseInt(matcher.group("s")), nanos, year == null);
  }

  private static int nanos(@Nullable String decimals) {
    if (decimals == null) {
      return 0;
    }
    return Integer.parseInt((decimals + "000000000").substring(0, NANO_DIGITS));
  }
}
