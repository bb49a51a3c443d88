package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.TopicName;
import org.jspecify.annotations.Nullable;

/** A message was given up; it may have arrived. */
public final class DeliveryFailedException extends ModemException {
  private static final long serialVersionUID = 1L;

  private DeliveryFailedException(String message, String remedy, @Nullable Throwable cause) {
    super(message, remedy, cause);
  }

  static DeliveryFailedException tooOften(TopicName topic, int attempts, Throwable last) {
    return new DeliveryFailedException(
        "The message to "
            + topic
            + " was not acknowledged in "
            + attempts
            + " attempts, the last: "
            + last.getMessage(),
        "look whether the broker refuses this topic or payload, since it may close the connection"
            + " for it",
        last);
  }

  static DeliveryFailedException unknown(TopicName topic, Throwable cause) {
    return new DeliveryFailedException(
        "Whether the message to "
            + topic
            + " was sent is unknown, and QoS 0 is never sent twice: "
            + cause.getMessage(),
        "use QoS 1 for what must arrive",
        cause);
  }

  static DeliveryFailedException closed(TopicName topic, boolean stored) {
    return new DeliveryFailedException(
        "The client was closed before the message to " + topic + " was acknowledged",
        stored
            ? "open the outbox's store with another client, which sends it"
            : "publish it again with another client; it may have arrived",
        null);
  }
}
