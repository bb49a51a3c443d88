package io.github.modemqtt.transport;

import org.jspecify.annotations.Nullable;

/** The port exists, but this user may not open it. */
public final class PortPermissionException extends TransportOpenException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param port the port's name as the user gave it
   * @param cause the underlying failure, or {@code null}
   */
  public PortPermissionException(String port, @Nullable Throwable cause) {
    super(
        port,
        "No permission to open serial port " + port,
        "add yourself to the group that owns it, then log in again (on Debian and Raspberry Pi OS:"
            + " sudo usermod -aG dialout $USER)",
        cause);
  }
}
