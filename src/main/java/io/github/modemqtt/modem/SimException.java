package io.github.modemqtt.modem;

import io.github.modemqtt.ModemException;
import org.jspecify.annotations.Nullable;

/** The SIM card keeps the module from the network; the subclass says why. */
public abstract class SimException extends ModemException {
  private static final long serialVersionUID = 1L;

  SimException(String message, String remedy, @Nullable Throwable cause) {
    super(message, remedy, cause);
  }
}
