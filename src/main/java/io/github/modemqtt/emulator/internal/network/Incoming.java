package io.github.modemqtt.emulator.internal.network;

/** A packet from the broker. Texts are one character per byte. */
public sealed interface Incoming {

  /**
   * CONNACK.
   *
   * @param returnCode 0 for accepted, or why not
   */
  record ConnAck(int returnCode) implements Incoming {}

  /** A CONNACK that makes no sense. */
  record UnreadableConnAck() implements Incoming {}

  /**
   * SUBACK.
   *
   * @param id the packet id
   * @param count how many return codes are in it
   */
  record SubAck(int id, int count) implements Incoming {}

  /**
   * UNSUBACK.
   *
   * @param id the packet id
   */
  record UnsubAck(int id) implements Incoming {}

  /**
   * PUBACK, PUBREC, PUBREL or PUBCOMP.
   *
   * @param step which
   * @param id the packet id
   */
  record Acknowledged(Outgoing.Step step, int id) implements Incoming {}

  /**
   * PUBLISH.
   *
   * @param id the packet id, 0 for QoS 0
   * @param qos 0 to 2
   * @param topic the topic
   * @param payload the message
   */
  record Message(int id, int qos, String topic, String payload) implements Incoming {}

  /** PINGRESP. */
  record Pong() implements Incoming {}
}
