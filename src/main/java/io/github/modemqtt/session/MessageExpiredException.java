package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.TopicName;
import java.time.Duration;

/** A message was not acknowledged within its time to live. */
public final class MessageExpiredException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** Whether the module had it at least once. */
  private final boolean maybeDelivered;

  MessageExpiredException(TopicName topic, Duration timeToLive, boolean maybeDelivered) {
    super(
        "The message to "
            + topic
            + " was not acknowledged within its time to live of "
            + timeToLive.toSeconds()
            + " s; "
            + (maybeDelivered ? "it may have arrived" : "it was never sent"),
        "give it a longer time to live, or look why there is no connection");
    this.maybeDelivered = maybeDelivered;
  }

  /**
   * Whether the message may have arrived.
   *
   * @return false if it surely has not
   */
  public boolean maybeDelivered() {
    return maybeDelivered;
  }
}
