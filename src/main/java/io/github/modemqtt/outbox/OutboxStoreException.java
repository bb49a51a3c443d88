package io.github.modemqtt.outbox;

import io.github.modemqtt.ModemException;
import org.jspecify.annotations.Nullable;

/** The store of an outbox cannot be read or written. */
public final class OutboxStoreException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates a failure.
   *
   * @param message what was tried with which store, and what happened
   * @param remedy what the user can do next
   * @param cause the underlying failure, or {@code null}
   */
  public OutboxStoreException(String message, String remedy, @Nullable Throwable cause) {
    super(message, remedy, cause);
  }
}
