package io.github.modemqtt.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** A received message. Immutable. */
public final class Message {
  private static final int MAX_MESSAGE_ID = 65_535;

  private final TopicName topic;
  private final byte[] payload;
  private final int messageId;
  private final Framing framing;

  /**
   * Creates a message.
   *
   * @param topic the name that it was published under
   * @param payload the payload; it is copied
   * @param messageId the MQTT packet identifier, 1 to 65535, or 0 if there is none or it is unknown
   * @param framing whether the payload is surely complete
   * @throws IllegalArgumentException if the message id is out of range
   */
  public Message(TopicName topic, byte[] payload, int messageId, Framing framing) {
    if (messageId < 0 || messageId > MAX_MESSAGE_ID) {
      throw new IllegalArgumentException("Message id " + messageId + " is not within 0 to 65535");
    }
    this.topic = Objects.requireNonNull(topic, "topic");
    this.payload = payload.clone();
    this.messageId = messageId;
    this.framing = Objects.requireNonNull(framing, "framing");
  }

  /**
   * The name that the message was published under.
   *
   * @return the topic name
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
   * The payload read as UTF-8.
   *
   * @return the text; U+FFFD stands for what is not well-formed
   */
  public String payloadAsText() {
    return new String(payload, StandardCharsets.UTF_8);
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
   * The MQTT packet identifier.
   *
   * @return 1 to 65535, or 0 if there is none (QoS 0) or the module does not tell it
   */
  public int messageId() {
    return messageId;
  }

  /**
   * Whether the payload is surely complete.
   *
   * @return {@link Framing#AMBIGUOUS} if its end had to be inferred
   */
  public Framing framing() {
    return framing;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message that
        && messageId == that.messageId
        && framing == that.framing
        && topic.equals(that.topic)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, messageId, framing, Arrays.hashCode(payload));
  }

  /** {@return the topic, and the size and the beginning of the payload} */
  @Override
  public String toString() {
    return "Message[topic="
        + MqttText.preview(topic.value())
        + ", payload="
        + PayloadPreview.of(payload)
        + ", messageId="
        + messageId
        + ", framing="
        + framing
        + "]";
  }
}
