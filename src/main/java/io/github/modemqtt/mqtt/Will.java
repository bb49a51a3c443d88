package io.github.modemqtt.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The message that the broker publishes when this client goes away without DISCONNECT (MQTT 3.1.1
 * section 3.1.2.5).
 *
 * @param topic the name that it is published under
 * @param payload the payload, at most 65535 bytes; copied in and out
 * @param qos its quality of service
 * @param retain whether the broker keeps it as the retained message of the topic
 */
public record Will(TopicName topic, byte[] payload, Qos qos, boolean retain) {

  /**
   * Checks the will.
   *
   * @param topic the name that it is published under
   * @param payload the payload, which is copied
   * @param qos its quality of service
   * @param retain whether the broker keeps it
   * @throws IllegalArgumentException if the payload is too long
   */
  public Will {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(qos, "qos");
    if (payload.length > MqttText.MAX_BYTES) {
      throw new IllegalArgumentException(
          "The will has " + payload.length + " bytes, more than " + MqttText.MAX_BYTES);
    }
    payload = payload.clone();
  }

  /**
   * Makes a will of a text.
   *
   * @param topic the name that it is published under
   * @param text the payload, sent in UTF-8
   * @param qos its quality of service
   * @param retain whether the broker keeps it
   * @return the will
   * @throws IllegalArgumentException if the text is too long
   */
  public static Will ofText(TopicName topic, String text, Qos qos, boolean retain) {
    return new Will(topic, text.getBytes(StandardCharsets.UTF_8), qos, retain);
  }

  /** {@return a copy of the payload} */
  @Override
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * The payload read as UTF-8.
   *
   * @return the text; U+FFFD stands for what is not well-formed
   */
  public String payloadAsText() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Will that
        && topic.equals(that.topic)
        && Arrays.equals(payload, that.payload)
        && qos == that.qos
        && retain == that.retain;
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, Arrays.hashCode(payload), qos, retain);
  }

  /** {@return the topic, and the size and the beginning of the payload} */
  @Override
  public String toString() {
    return "Will[topic="
        + MqttText.preview(topic.value())
        + ", payload="
        + PayloadPreview.of(payload)
        + ", qos="
        + qos
        + ", retain="
        + retain
        + "]";
  }
}
