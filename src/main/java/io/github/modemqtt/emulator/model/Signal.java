package io.github.modemqtt.emulator.model;

/**
 * The radio signal that a registered module reports, in the units of 27.007.
 *
 * @param rssi {@code AT+CSQ}: 0 to 31
 * @param bitErrorRate {@code AT+CSQ}: 0 to 7, or 99 for unknown
 * @param rsrq {@code AT+CESQ}: 0 to 34; dB = rsrq / 2 - 20
 * @param rsrp {@code AT+CESQ}: 0 to 97; dBm = rsrp - 141
 */
public record Signal(int rssi, int bitErrorRate, int rsrq, int rsrp) {
  /** A usual place: -73 dBm. */
  public static final Signal GOOD = new Signal(20, 99, 24, 53);

  /**
   * Checks the ranges.
   *
   * @param rssi {@code AT+CSQ}: 0 to 31
   * @param bitErrorRate {@code AT+CSQ}: 0 to 7, or 99 for unknown
   * @param rsrq {@code AT+CESQ}: 0 to 34; dB = rsrq / 2 - 20
   * @param rsrp {@code AT+CESQ}: 0 to 97; dBm = rsrp - 141
   */
  public Signal {
    require("rssi", rssi, 31);
    if (bitErrorRate != 99) {
      require("bitErrorRate", bitErrorRate, 7);
    }
    require("rsrq", rsrq, 34);
    require("rsrp", rsrp, 97);
  }

  private static void require(String name, int value, int max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(name + " must be 0 to " + max + ", not " + value);
    }
  }
}
