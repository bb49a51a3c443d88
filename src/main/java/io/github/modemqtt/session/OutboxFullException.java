package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;

/** The outbox holds as many messages as it may, and its policy is to refuse further ones. */
public final class OutboxFullException extends ModemException {
  private static final long serialVersionUID = 1L;

  OutboxFullException(int capacity) {
    super(
        "The message was not taken: the outbox holds " + capacity + " messages already",
        "wait for earlier ones to complete before publishing more");
  }
}
