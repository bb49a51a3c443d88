package io.github.modemqtt.transport;

import org.jspecify.annotations.Nullable;

/** There is no port of that name. */
public final class PortNotFoundException extends TransportOpenException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param port the port's name as the user gave it
   * @param cause the underlying failure, or {@code null}
   */
  public PortNotFoundException(String port, @Nullable Throwable cause) {
    super(
        port,
        "No serial port " + port,
        "check the cable and list the ports with 'modemqtt ports' (on Linux: ls /dev/serial/by-id)",
        cause);
  }
}
