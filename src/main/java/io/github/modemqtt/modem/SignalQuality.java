package io.github.modemqtt.modem;

import io.github.modemqtt.at.FieldReader;
import java.util.OptionalInt;

/**
 * Received signal strength and error rate: 27.007 section 8.5.
 *
 * @param rssiDbm the strength in dBm, -113 (or less) to -51 (or more), in steps of 2; empty if the
 *     module does not know it
 * @param bitErrorClass the class of the bit error rate, 0 (best) to 7; empty if the module does not
 *     know it
 */
public record SignalQuality(OptionalInt rssiDbm, OptionalInt bitErrorClass) {
  private static final int STRONGEST = 31;
  private static final int WORST_CLASS = 7;

  static SignalQuality read(FieldReader fields) {
    int strength = fields.nextInt();
    int errors = fields.nextInt();
    return new SignalQuality(
        strength <= STRONGEST ? OptionalInt.of(2 * strength - 113) : OptionalInt.empty(),
        errors <= WORST_CLASS ? OptionalInt.of(errors) : OptionalInt.empty());
  }

  /** {@return the strength for people, such as {@code -73 dBm} or {@code no signal}} */
  @Override
  public String toString() {
    return rssiDbm.isPresent() ? rssiDbm.getAsInt() + " dBm" : "no signal";
  }
}
