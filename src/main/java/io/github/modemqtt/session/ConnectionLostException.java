package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.LinkLoss;

/** The module's link to the broker is lost. */
public final class ConnectionLostException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** Whether the module connects again by itself. */
  private final boolean reconnecting;

  ConnectionLostException(LinkLoss loss) {
    super(
        loss == LinkLoss.MODULE_RECONNECTS
            ? "The link to the broker is lost; the module connects again by itself"
            : "The link to the broker is lost, and the module has closed it",
        loss == LinkLoss.MODULE_RECONNECTS
            ? "wait; subscriptions are made again when the link is back"
            : "call open() and connect() again");
    this.reconnecting = loss == LinkLoss.MODULE_RECONNECTS;
  }

  /**
   * Whether the module connects again by itself.
   *
   * @return true if waiting is enough
   */
  public boolean isReconnecting() {
    return reconnecting;
  }
}
