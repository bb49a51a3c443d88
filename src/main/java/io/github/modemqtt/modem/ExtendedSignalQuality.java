package io.github.modemqtt.modem;

import io.github.modemqtt.at.FieldReader;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Power and quality of the LTE reference signal: 27.007 section 8.69.
 *
 * @param rsrpDbm the power (RSRP) in dBm, -141 (less than -140) to -44 (or more); empty if the
 *     module does not know it
 * @param rsrqDb the quality (RSRQ) in dB, -20 (less than -19.5) to -3 (or more), in steps of 0.5;
 *     empty if the module does not know it
 */
public record ExtendedSignalQuality(OptionalInt rsrpDbm, OptionalDouble rsrqDb) {
  private static final int UNKNOWN = 255;
  private static final int GSM_AND_UMTS_FIELDS = 4;

  static ExtendedSignalQuality read(FieldReader fields) {
    for (int i = 0; i < GSM_AND_UMTS_FIELDS; i++) {
      fields.nextInt();
    }
    int rsrq = fields.nextInt();
    int rsrp = fields.nextInt();
    return new ExtendedSignalQuality(
        rsrp == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(rsrp - 141),
        rsrq == UNKNOWN ? OptionalDouble.empty() : OptionalDouble.of(rsrq / 2.0 - 20));
  }
}
