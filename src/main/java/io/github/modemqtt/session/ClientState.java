package io.github.modemqtt.session;

/** Where a client is between closed and connected. */
public enum ClientState {
  /** Nothing is open: not opened yet, closed, or the line was lost. */
  CLOSED,
  /** The line is open; the module comes up, registers and opens the connection to the broker. */
  OPENING,
  /** The module answers and is registered, but has no connection to the broker. */
  READY,
  /** The TCP connection to the broker is open; CONNECT is not sent yet. */
  OPEN,
  /** CONNECT is sent. */
  CONNECTING,
  /** The broker has accepted. */
  CONNECTED,
  /** The link to the broker was lost, and the module reconnects by itself. */
  LINK_LOST
}
