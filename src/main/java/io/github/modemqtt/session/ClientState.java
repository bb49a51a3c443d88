package io.github.modemqtt.session;

/** What a client is doing. */
public enum ClientState {
  /** Nothing is open: not opened yet, closed, or the line was lost. */
  CLOSED,
  /** The line is being opened, and the module brought up: SIM card, registration, address. */
  BRINGING_UP,
  /** The module is in the network, and has no connection to a broker. */
  READY,
  /** The module opens the TCP connection to the broker. */
  OPENING,
  /** CONNECT is sent, and after its answer the subscriptions are made. */
  CONNECTING,
  /** The broker has accepted; messages flow. */
  CONNECTED,
  /** There is no connection, and the client works on getting one; messages wait. */
  RECOVERING,
  /** The connection is being ended. */
  CLOSING
}
