package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import io.github.modemqtt.at.ReplyFormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a module's clock shows: 27.007 section 8.15.
 *
 * <p>27.007 means local time; the EC616 means UTC, and the zone only says where the module is.
 *
 * @param shown date and time as the module prints them; two digits of a year are of this century
 * @param zone the time zone, if the module prints it
 */
public record ModuleClock(LocalDateTime shown, Optional<ZoneOffset> zone) {
  private static final int QUARTER_HOUR_SECONDS = 15 * 60;
  private static final int CENTURY = 2000;

  /**
   * The time, if the clock shows UTC as the EC616's does.
   *
   * @return the time
   */
  public Instant asUtc() {
    return shown.toInstant(ZoneOffset.UTC);
  }

  /**
   * The time, if the clock shows local time as 27.007 wants it.
   *
   * @return the time; that of UTC if the zone is not known
   */
  public Instant asLocal() {
    return shown.toInstant(zone.orElse(ZoneOffset.UTC));
  }

  /** Reads {@code "2026/11/20,10:11:12+32"}, where the comma may part two fields. */
  static ModuleClock read(AtLine line) {
    FieldReader fields = line.fields();
    String text = fields.nextText();
    if (fields.hasNext()) {
      text = text + "," + fields.nextText();
    }
    return read(line, text);
  }

  /** Reads one text that holds both. */
  static ModuleClock read(AtLine line, String text) {
    int comma = text.indexOf(',');
    int sign = Math.max(text.indexOf('+'), text.indexOf('-'));
    try {
      String[] date = text.substring(0, comma).split("/", -1);
      String[] time = text.substring(comma + 1, sign < 0 ? text.length() : sign).split(":", -1);
      int year = Integer.parseInt(date[0]);
      LocalDateTime shown =
          LocalDateTime.of(
              date[0].length() > 2 ? year : CENTURY + year,
              Integer.parseInt(date[1]),
              Integer.parseInt(date[2]),
              Integer.parseInt(time[0]),
              Integer.parseInt(time[1]),
              Integer.parseInt(time[2]));
      return new ModuleClock(
          shown, sign < 0 ? Optional.empty() : Optional.of(quarterHours(text.substring(sign))));
    } catch (NumberFormatException | IndexOutOfBoundsException | DateTimeException e) {
      throw new ReplyFormatException(line.text(), "'" + text + "' is no date and time");
    }
  }

  static ZoneOffset quarterHours(String text) {
    return ZoneOffset.ofTotalSeconds(Integer.parseInt(text) * QUARTER_HOUR_SECONDS);
  }
}
