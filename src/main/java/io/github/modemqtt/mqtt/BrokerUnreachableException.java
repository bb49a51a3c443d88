package io.github.modemqtt.mqtt;

import io.github.modemqtt.ModemException;
import org.jspecify.annotations.Nullable;

/** The module could not open a TCP connection to the broker. */
public final class BrokerUnreachableException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param broker where the connection should have gone
   * @param detail what the module said
   * @param cause the underlying failure, or {@code null}
   */
  public BrokerUnreachableException(
      BrokerAddress broker, String detail, @Nullable Throwable cause) {
    super(
        "The module cannot reach the broker " + broker + ": " + detail,
        "check host and port, that the broker can be reached from the mobile network (not a private"
            + " address), and the APN",
        cause);
  }
}
