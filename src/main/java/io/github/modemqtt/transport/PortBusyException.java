package io.github.modemqtt.transport;

import org.jspecify.annotations.Nullable;

/** Another program, or another part of this one, has the port open. */
public final class PortBusyException extends TransportOpenException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param port the port's name as the user gave it
   * @param cause the underlying failure, or {@code null}
   */
  public PortBusyException(String port, @Nullable Throwable cause) {
    super(
        port,
        "Serial port " + port + " is in use",
        "close the other program (on Linux 'fuser -v "
            + port
            + "' names it; ModemManager and serial consoles are the usual ones)",
        cause);
  }
}
