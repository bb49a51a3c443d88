package io.github.modemqtt.session;

/** What a client does to get its connection back, from the mildest to the hardest. */
public enum RecoveryStep {
  /** Waits for the module, which connects again on its own. */
  AWAIT_MODULE,
  /** Closes what is left of the connection, looks at the network, and connects again. */
  REOPEN_CONNECTION,
  /** Switches the radio off and on before that ({@code AT+CFUN}). */
  CYCLE_RADIO,
  /** Restarts the module before that ({@code AT+ECRST}). */
  RESET_MODULE,
  /** Closes the line and opens it again before that. */
  REOPEN_LINE
}
