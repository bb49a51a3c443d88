package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The time that the network told: 27.007 section 8.41.
 *
 * @param zone the time zone, daylight saving included
 * @param daylightSavingHours how much of it is daylight saving, 0 to 2
 * @param time the time: local in {@link NetworkUrcs#CTZE}, UTC in {@link NetworkUrcs#CTZEU}
 */
public record NetworkTime(ZoneOffset zone, int daylightSavingHours, LocalDateTime time) {

  static NetworkTime read(AtLine line) {
    FieldReader fields = line.fields();
    ZoneOffset zone = NetworkUrcs.zone(line, fields.nextText());
    int daylightSaving = fields.nextInt();
    return new NetworkTime(zone, daylightSaving, ModuleClock.read(line, fields.nextText()).shown());
  }
}
