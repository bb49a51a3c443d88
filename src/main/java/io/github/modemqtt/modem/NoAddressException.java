package io.github.modemqtt.modem;

import io.github.modemqtt.ModemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The module is registered, but the network gave it no IPv4 address in time. */
public final class NoAddressException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param waited how long it was waited for
   * @param cause why the module could not even be asked, or {@code null} if it could
   */
  public NoAddressException(Duration waited, @Nullable Throwable cause) {
    super(
        "The module is registered, but has no IPv4 address after "
            + waited.toMillis()
            + " ms"
            + (cause == null ? "" : ": " + cause.getMessage()),
        "check the APN (AT+CGDCONT?) and that the SIM contract includes packet data",
        cause);
  }
}
