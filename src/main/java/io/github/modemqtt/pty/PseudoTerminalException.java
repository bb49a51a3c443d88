package io.github.modemqtt.pty;

import io.github.modemqtt.ModemException;
import org.jspecify.annotations.Nullable;

/** A pseudo-terminal could not be made. */
public final class PseudoTerminalException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param message what was tried and what happened
   * @param remedy what the user can do next
   * @param cause the underlying failure, or {@code null}
   */
  public PseudoTerminalException(String message, String remedy, @Nullable Throwable cause) {
    super(message, remedy, cause);
  }
}
