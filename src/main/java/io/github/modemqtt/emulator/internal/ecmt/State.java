package io.github.modemqtt.emulator.internal.ecmt;

/** The states of the context, with the firmware's own numbers in its traces. */
enum State {
  /** 0: settings only. */
  CONFIGURED,
  /** 2: TCP under way. */
  OPENING,
  /** 3: TCP up. */
  OPENED,
  /** 5: CONNECT, or the automatic reconnect, under way. Only the module itself can leave it. */
  CONNECTING,
  /** 6: CONNECT sent; the broker may not have answered yet, or have refused. */
  CONNECTED,
  /** 7: CONNECT could not be sent. */
  CONNECT_FAILED,
  /** 8: close under way. */
  CLOSING,
  /** 10: close failed. */
  CLOSE_FAILED,
  /** 11: disconnect under way. */
  DISCONNECTING,
  /** 13: disconnect failed, or there was nothing to disconnect. */
  DISCONNECT_FAILED;

  /** The number that {@code AT+ECMTCONN?} reports. */
  int reported() {
    return switch (this) {
      case CONNECTING -> 2;
      case CONNECTED -> 3;
      default -> 1;
    };
  }

  /** Whether {@code AT+ECMTOPEN} opens, where it does not just answer {@code OK}. */
  boolean canOpen() {
    return switch (this) {
      case CONFIGURED, CONNECT_FAILED, CLOSE_FAILED, DISCONNECT_FAILED -> true;
      default -> false;
    };
  }

  /** Whether {@code AT+ECMTCONN} connects. */
  boolean canConnect() {
    return switch (this) {
      case OPENED, CONNECT_FAILED, CLOSE_FAILED, DISCONNECT_FAILED -> true;
      default -> false;
    };
  }

  /** Whether {@code AT+ECMTCONN} is answered {@code OK} without connecting now. */
  boolean acceptsConnectIdly() {
    return this == OPENING || this == CONNECTING || this == CONNECTED;
  }
}
