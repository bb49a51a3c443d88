package io.github.modemqtt.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;

/** A message to publish (MQTT 3.1.1 section 3.3). Immutable. */
public final class OutgoingMessage {
  private final TopicName topic;
  private final byte[] payload;
  private final Qos qos;
  private final boolean retain;
  private final ReleaseAssistance releaseAssistance;

  private OutgoingMessage(
      TopicName topic,
      byte[] payload,
      Qos qos,
      boolean retain,
      ReleaseAssistance releaseAssistance) {
    this.topic = Objects.requireNonNull(topic, "topic");
    this.payload = payload;
    this.qos = Objects.requireNonNull(qos, "qos");
    this.retain = retain;
    this.releaseAssistance = Objects.requireNonNull(releaseAssistance, "releaseAssistance");
  }

  /**
   * A message of bytes, not retained.
   *
   * @param topic the topic name
   * @param payload the payload; it is copied
   * @param qos the quality of service
   * @return the message
   */
  public static OutgoingMessage of(TopicName topic, byte[] payload, Qos qos) {
    return new OutgoingMessage(topic, payload.clone(), qos, false, ReleaseAssistance.NONE);
  }

  /**
   * A message of text, not retained.
   *
   * @param topic the topic name
   * @param payload the payload, sent as UTF-8
   * @param qos the quality of service
   * @return the message
   */
  public static OutgoingMessage of(TopicName topic, String payload, Qos qos) {
    return new OutgoingMessage(topic, payload.getBytes(UTF_8), qos, false, ReleaseAssistance.NONE);
  }

  /**
   * The same message, retained or not.
   *
   * @param value whether the broker keeps the message for later subscribers
   * @return the message
   */
  public OutgoingMessage withRetain(boolean value) {
    return new OutgoingMessage(topic, payload, qos, value, releaseAssistance);
  }

  /**
   * The same message with a hint for the network.
   *
   * @param value what follows the message
   * @return the message
   */
  public OutgoingMessage withReleaseAssistance(ReleaseAssistance value) {
    return new OutgoingMessage(topic, payload, qos, retain, value);
  }

  /**
   * The topic name.
   *
   * @return the name
   */
  public TopicName topic() {
    return topic;
  }

  /**
   * The payload.
   *
   * @return a copy of the bytes
   */
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * The size of the payload.
   *
   * @return the number of bytes, also 0
   */
  public int payloadSize() {
    return payload.length;
  }

  /**
   * The quality of service.
   *
   * @return the QoS
   */
  public Qos qos() {
    return qos;
  }

  /**
   * Whether the broker keeps the message for later subscribers.
   *
   * @return true if retained
   */
  public boolean retain() {
    return retain;
  }

  /**
   * The hint for the network.
   *
   * @return what follows the message
   */
  public ReleaseAssistance releaseAssistance() {
    return releaseAssistance;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OutgoingMessage that
        && topic.equals(that.topic)
        && qos == that.qos
        && retain == that.retain
        && releaseAssistance == that.releaseAssistance
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, qos, retain, releaseAssistance, Arrays.hashCode(payload));
  }

  /** {@return the topic, and the size and the beginning of the payload} */
  @Override
  public String toString() {
    return "OutgoingMessage[topic="
        + MqttText.preview(topic.value())
        + ", payload="
        + PayloadPreview.of(payload)
        + ", qos="
        + qos.level()
        + (retain ? ", retained" : "")
        + "]";
  }
}
