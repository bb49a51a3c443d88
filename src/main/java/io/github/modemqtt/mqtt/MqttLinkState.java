package io.github.modemqtt.mqtt;

/** What a module says about its link to the broker when it is asked. */
public enum MqttLinkState {
  /** There is no TCP connection. */
  CLOSED,
  /** There is a TCP connection, and no MQTT connection on it. */
  OPEN,
  /** The module is connecting, also again on its own after a loss. */
  CONNECTING,
  /** The module takes the MQTT connection for established. */
  CONNECTED
}
