package io.github.modemqtt.outbox;

import io.github.modemqtt.mqtt.OutgoingMessage;
import java.time.Instant;
import java.util.Objects;

/**
 * A message in a store, with what is needed to publish it after a restart.
 *
 * @param sequence its number, which grows with each message and decides the order
 * @param message the message
 * @param priority the rank among what waits; higher ones go first
 * @param expiry when it is not worth sending any more
 */
public record StoredPublish(long sequence, OutgoingMessage message, int priority, Instant expiry) {
  /**
   * Checks that nothing is missing.
   *
   * @param sequence its number
   * @param message the message
   * @param priority the rank among what waits
   * @param expiry when it is not worth sending any more
   */
  public StoredPublish {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(expiry, "expiry");
  }
}
