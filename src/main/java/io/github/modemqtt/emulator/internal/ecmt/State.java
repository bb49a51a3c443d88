package io.github.modemqtt.emulator.internal.ecmt;

import static io.github.modemqtt.emulator.internal.ecmt.Treatment.IDLE;
import static io.github.modemqtt.emulator.internal.ecmt.Treatment.REFUSED;
import static io.github.modemqtt.emulator.internal.ecmt.Treatment.WORKS;

/**
 * The states of the context, and the state matrix: how each of them treats each command.
 *
 * <p>{@code AT+ECMTCFG} is always taken, and shows its values wherever there is a context. In
 * {@link #OPENED} there is nothing to disconnect: DISC works, but fails.
 */
enum State {
  // The columns: OPEN, CONN, SUB/UNS/PUB, DISC, CLOSE, and what AT+ECMTCONN? reports.

  /** No context: nothing was set or opened. */
  NONE(WORKS, REFUSED, REFUSED, REFUSED, REFUSED, 0),
  /** 0: settings only. */
  CONFIGURED(WORKS, REFUSED, REFUSED, REFUSED, REFUSED, 1),
  /** 2: TCP under way. A CONN waits behind it. */
  OPENING(IDLE, IDLE, REFUSED, REFUSED, REFUSED, 1),
  /** 3: TCP up. */
  OPENED(IDLE, WORKS, REFUSED, WORKS, WORKS, 1),
  /** 5: CONNECT, or the automatic reconnect, under way. Only the module itself can leave it. */
  CONNECTING(IDLE, IDLE, REFUSED, REFUSED, REFUSED, 2),
  /** 6: CONNECT sent; the broker may not have answered yet, or have refused. */
  CONNECTED(IDLE, IDLE, WORKS, WORKS, WORKS, 3),
  /** 7: CONNECT could not be sent. */
  CONNECT_FAILED(WORKS, WORKS, REFUSED, REFUSED, REFUSED, 1),
  /** 8: close under way. */
  CLOSING(IDLE, REFUSED, REFUSED, REFUSED, REFUSED, 1),
  /** 10: close failed. */
  CLOSE_FAILED(WORKS, WORKS, REFUSED, REFUSED, REFUSED, 1),
  /** 11: disconnect under way. */
  DISCONNECTING(IDLE, REFUSED, REFUSED, REFUSED, REFUSED, 1),
  /** 13: disconnect failed, or there was nothing to disconnect. */
  DISCONNECT_FAILED(WORKS, WORKS, REFUSED, REFUSED, REFUSED, 1);

  private final Treatment open;
  private final Treatment connect;
  private final Treatment exchange;
  private final Treatment disconnect;
  private final Treatment close;
  private final int reported;

  State(
      Treatment open,
      Treatment connect,
      Treatment exchange,
      Treatment disconnect,
      Treatment close,
      int reported) {
    this.open = open;
    this.connect = connect;
    this.exchange = exchange;
    this.disconnect = disconnect;
    this.close = close;
    this.reported = reported;
  }

  Treatment open() {
    return open;
  }

  Treatment connect() {
    return connect;
  }

  /** SUB, UNS and PUB. */
  Treatment exchange() {
    return exchange;
  }

  Treatment disconnect() {
    return disconnect;
  }

  Treatment close() {
    return close;
  }

  /** The number that {@code AT+ECMTCONN?} reports; without a context it reports none. */
  int reported() {
    return reported;
  }
}
