package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.PromptData;
import io.github.modemqtt.at.UrcType;
import io.github.modemqtt.ecmt.EcmtUrcs.PublishResult;
import io.github.modemqtt.mqtt.PayloadTooLongException;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.ReleaseAssistance;
import io.github.modemqtt.mqtt.TopicName;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Publish: {@code AT+ECMTPUB=<connection>,<message id>,<qos>,<retain>,"<topic>"[,<payload>]}.
 *
 * <p>A payload goes inside the command line, in quotes, if it survives there: the module takes
 * everything up to the carriage return literally, quotes and commas included, but no carriage
 * return and no NUL. Other payloads go after a prompt. There the module looks for Ctrl-Z or ESC at
 * the end of each chunk that it receives, so a payload that holds one of these <em>and</em> needs
 * the prompt could end early, and is refused. The release assistance is the tens digit of the
 * retain parameter, and has no effect on a payload that goes after a prompt.
 *
 * @param connectionId the connection, 0
 * @param messageId the packet identifier, 1 to 65535; 0 for QoS 0
 * @param qos the QoS
 * @param retain whether the broker keeps the message
 * @param releaseAssistance what follows the message
 * @param topic the topic name
 * @param payload the payload, not copied
 * @param limits the firmware's limits
 */
public record EcmtPublish(
    int connectionId,
    int messageId,
    Qos qos,
    boolean retain,
    ReleaseAssistance releaseAssistance,
    TopicName topic,
    byte[] payload,
    EcmtLimits limits)
    implements DeferredCommand<PublishResult> {
  /** The module's guard timer for this command is 20 s. */
  private static final Duration TIMEOUT = Duration.ofSeconds(21);

  private static final int PACKET_ID_BYTES = 2;
  private static final int RELEASE_ASSISTANCE_UNIT = 10;
  private static final byte CTRL_Z = 0x1A;
  private static final byte ESC = 0x1B;

  /**
   * Checks what the module could only answer with an error, or not at all.
   *
   * @param connectionId the connection
   * @param messageId the packet identifier
   * @param qos the QoS
   * @param retain whether the broker keeps the message
   * @param releaseAssistance what follows the message
   * @param topic the topic name
   * @param payload the payload
   * @param limits the firmware's limits
   * @throws PayloadTooLongException if the payload is too long for the topic and QoS
   * @throws PayloadNotTransportableException if the payload survives neither way
   */
  public EcmtPublish {
    EcmtParameters.requireConnection(connectionId);
    EcmtParameters.requireMessageId(messageId, qos == Qos.AT_MOST_ONCE ? 0 : 1);
    EcmtParameters.requireText("topic", topic.value(), limits.topic());
    requireFits(topic, payload, qos, limits);
    requireTransportable(payload, limits);
  }

  /**
   * A message without release assistance.
   *
   * @param connectionId the connection
   * @param messageId the packet identifier
   * @param qos the QoS
   * @param retain whether the broker keeps the message
   * @param topic the topic name
   * @param payload the payload
   * @param limits the firmware's limits
   * @throws PayloadTooLongException if the payload is too long for the topic and QoS
   * @throws PayloadNotTransportableException if the payload survives neither way
   */
  public EcmtPublish(
      int connectionId,
      int messageId,
      Qos qos,
      boolean retain,
      TopicName topic,
      byte[] payload,
      EcmtLimits limits) {
    this(connectionId, messageId, qos, retain, ReleaseAssistance.NONE, topic, payload, limits);
  }

  private static void requireFits(TopicName topic, byte[] payload, Qos qos, EcmtLimits limits) {
    int packet = limits.packet() - (qos == Qos.AT_MOST_ONCE ? 0 : PACKET_ID_BYTES);
    int room = Math.min(packet - topic.utf8Length(), limits.promptPayload());
    if (payload.length > room) {
      throw new PayloadTooLongException(payload.length, room);
    }
  }

  private static void requireTransportable(byte[] payload, EcmtLimits limits) {
    if (fitsInline(payload, limits)) {
      return;
    }
    for (int i = 0; i < payload.length; i++) {
      if (payload[i] == CTRL_Z || payload[i] == ESC) {
        throw new PayloadNotTransportableException(i, payload[i]);
      }
    }
  }

  private static boolean fitsInline(byte[] payload, EcmtLimits limits) {
    if (payload.length > limits.inlinePayload()) {
      return false;
    }
    for (byte value : payload) {
      if (value == '\r' || value == 0) {
        return false;
      }
    }
    return true;
  }

  private int releaseAssistanceValue() {
    return switch (releaseAssistance) {
      case NONE -> 0;
      case NOTHING_FOLLOWS -> 1;
      case ONE_ANSWER_FOLLOWS -> 2;
    };
  }

  /**
   * Checks what {@link #line()} would, without the payload: that which goes inside survives there.
   */
  void requireExpressible() {
    upToTopic();
  }

  private CommandLine.Builder upToTopic() {
    return CommandLine.startingWith("AT+ECMTPUB=")
        .number(connectionId)
        .number(messageId)
        .number(qos.level())
        .number(RELEASE_ASSISTANCE_UNIT * releaseAssistanceValue() + (retain ? 1 : 0))
        .quoted("topic", topic.value());
  }

  @Override
  public CommandLine line() {
    CommandLine.Builder line = upToTopic();
    return (fitsInline(payload, limits) ? line.literal("payload", payload) : line).build();
  }

  @Override
  public @Nullable PromptData promptData() {
    return fitsInline(payload, limits) ? null : PromptData.endedByCtrlZ(payload);
  }

  @Override
  public Duration timeout() {
    return TIMEOUT;
  }

  @Override
  public UrcType<PublishResult> resultType() {
    return EcmtUrcs.PUBLISH;
  }

  @Override
  public boolean isResult(PublishResult urc) {
    return urc.connectionId() == connectionId && urc.messageId() == messageId;
  }

  @Override
  public Duration resultTimeout() {
    return EcmtTimeouts.DEFAULTS.acknowledgement();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EcmtPublish that
        && connectionId == that.connectionId
        && messageId == that.messageId
        && qos == that.qos
        && retain == that.retain
        && releaseAssistance == that.releaseAssistance
        && topic.equals(that.topic)
        && Arrays.equals(payload, that.payload)
        && limits.equals(that.limits);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * messageId + topic.hashCode()) + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return "EcmtPublish[messageId="
        + messageId
        + ", qos="
        + qos
        + ", retain="
        + retain
        + ", topic="
        + topic
        + ", payload="
        + payload.length
        + " bytes]";
  }
}
