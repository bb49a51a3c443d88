package io.github.modemqtt.mqtt;

/** The quality of service of a delivery (MQTT 3.1.1 section 4.3). */
public enum Qos {
  /** Sent once and not acknowledged: may be lost. */
  AT_MOST_ONCE,
  /** Acknowledged with PUBACK: may arrive more than once. */
  AT_LEAST_ONCE,
  /** Acknowledged in two steps up to PUBCOMP: arrives once. */
  EXACTLY_ONCE;

  private static final Qos[] LEVELS = values();

  /**
   * The number on the wire.
   *
   * @return 0, 1 or 2
   */
  public int level() {
    return ordinal();
  }

  /**
   * The quality of service with a number.
   *
   * @param level 0, 1 or 2
   * @return the constant
   * @throws IllegalArgumentException if there is no such level
   */
  public static Qos ofLevel(int level) {
    if (level < 0 || level >= LEVELS.length) {
      throw new IllegalArgumentException("QoS " + level + " is not 0, 1 or 2");
    }
    return LEVELS[level];
  }
}
