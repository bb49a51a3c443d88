package io.github.modemqtt.mqtt;

/**
 * What a publish tells the network about the traffic that follows it, so that the radio can be
 * released at once instead of after the network's inactivity timer.
 *
 * <p>A hint of NB-IoT: the release assistance indication of 3GPP TS 24.301 section 9.9.4.25, whose
 * value 3 is reserved. It saves most of the energy of a message that nothing answers, and costs a
 * new radio connection if something follows after all. With QoS 0 nothing follows in MQTT, although
 * TCP still acknowledges; with QoS 1 PUBACK follows; with QoS 2 more than one packet does, which no
 * value can express. A module can ignore the hint, as the EC616 does for payloads that it takes
 * after a prompt.
 *
 * <pre>{@code
 * client.async().send(
 *     OutgoingMessage.of(TopicName.of("meter/7"), "21.5", Qos.AT_LEAST_ONCE)
 *         .withReleaseAssistance(ReleaseAssistance.ONE_ANSWER_FOLLOWS),
 *     PublishOptions.DEFAULTS);
 * }</pre>
 */
public enum ReleaseAssistance {
  /** No hint (value 0). */
  NONE,
  /** Nothing follows in either direction (value 1). */
  NOTHING_FOLLOWS,
  /** One answer follows, such as PUBACK (value 2). */
  ONE_ANSWER_FOLLOWS
}
