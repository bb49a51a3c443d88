package io.github.modemqtt.broker;

import io.github.modemqtt.ModemException;
import org.jspecify.annotations.Nullable;

/** The embedded broker did not start or did not stop. */
public final class EmbeddedBrokerException extends ModemException {
  private static final long serialVersionUID = 1L;

  EmbeddedBrokerException(String message, String remedy, @Nullable Throwable cause) {
    super(message, remedy, cause);
  }
}
