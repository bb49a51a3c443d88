package io.github.modemqtt.mqtt;

/** What a module does after it lost its link to the broker. */
public enum LinkLoss {
  /** It connects again on its own: wait for the result before any other step. */
  MODULE_RECONNECTS,
  /** It does nothing more: the host has to open the link again. */
  CLOSED
}
