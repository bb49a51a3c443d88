package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;

/** More messages wait to be published than the client holds. */
public final class PublishQueueFullException extends ModemException {
  private static final long serialVersionUID = 1L;

  PublishQueueFullException(int capacity) {
    super(
        "The message was not taken: " + capacity + " messages wait to be published already",
        "wait for earlier ones to complete before publishing more");
  }
}
