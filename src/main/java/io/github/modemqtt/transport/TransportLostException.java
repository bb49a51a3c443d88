package io.github.modemqtt.transport;

import org.jspecify.annotations.Nullable;

/** The other side of an open line went away: unplugged, reset, hung up. */
public final class TransportLostException extends TransportException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param transportName the line's name
   * @param detail what showed it, such as {@code read failed, errno 5}
   * @param cause the underlying failure, or {@code null}
   */
  public TransportLostException(String transportName, String detail, @Nullable Throwable cause) {
    super(
        transportName,
        "Lost " + transportName + ": " + detail,
        "check the cable and the module's power, then open the line again",
        cause);
  }
}
