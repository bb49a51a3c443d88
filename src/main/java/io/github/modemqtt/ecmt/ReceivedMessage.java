package io.github.modemqtt.ecmt;

import java.util.Arrays;

/**
 * A message as the module prints it.
 *
 * @param connectionId the connection
 * @param messageId the packet identifier at QoS 1 and 2; an arbitrary number at QoS 0, where the
 *     firmware prints an uninitialised variable
 * @param topic the topic name
 * @param payload the payload, as it was on the wire: the firmware cuts it at the first NUL and
 *     loses up to two line-end characters at its end
 * @param ambiguous whether the bytes on the wire could be cut in another way
 */
public record ReceivedMessage(
    int connectionId, int messageId, String topic, byte[] payload, boolean ambiguous) {

  @Override
  public boolean equals(Object other) {
    return other instanceof ReceivedMessage that
        && connectionId == that.connectionId
        && messageId == that.messageId
        && ambiguous == that.ambiguous
        && topic.equals(that.topic)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * messageId + topic.hashCode()) + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return "ReceivedMessage[messageId="
        + messageId
        + ", topic="
        + topic
        + ", payload="
        + payload.length
        + " bytes, ambiguous="
        + ambiguous
        + "]";
  }
}
