package io.github.modemqtt.mqtt;

/** The version of the protocol that CONNECT announces (MQTT 3.1.1 section 3.1.2.2). */
public enum MqttVersion {
  /** MQTT 3.1, protocol level 3. */
  V3_1(3),
  /** MQTT 3.1.1, protocol level 4. */
  V3_1_1(4);

  private final int level;

  MqttVersion(int level) {
    this.level = level;
  }

  /**
   * The protocol level on the wire.
   *
   * @return 3 or 4
   */
  public int level() {
    return level;
  }
}
