package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.LinkLoss;

/** The module's link to the broker is lost. */
public final class ConnectionLostException extends ModemException {
  private static final long serialVersionUID = 1L;

  private static final String REMEDY =
      "wait: the client connects again by itself, unless it was told not to; then call connect()";

  /** Whether the module connects again by itself. */
  private final boolean reconnecting;

  ConnectionLostException(LinkLoss loss) {
    this(
        loss == LinkLoss.MODULE_RECONNECTS
            ? "The link to the broker is lost; the module connects again by itself"
            : "The link to the broker is lost, and the module has closed it",
        loss == LinkLoss.MODULE_RECONNECTS);
  }

  private ConnectionLostException(String message, boolean reconnecting) {
    super(message, REMEDY);
    this.reconnecting = reconnecting;
  }

  static ConnectionLostException unanswered(int messages) {
    return new ConnectionLostException(
        "The module says that it is connected, but "
            + messages
            + " messages in a row were not acknowledged",
        false);
  }

  /**
   * Whether the module connects again by itself.
   *
   * @return true if the client waits for it first
   */
  public boolean isReconnecting() {
    return reconnecting;
  }
}
