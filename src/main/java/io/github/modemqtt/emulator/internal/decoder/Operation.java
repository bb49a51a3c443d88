package io.github.modemqtt.emulator.internal.decoder;

/**
 * The four forms of a command (V.250, 27.007): {@code +X}, {@code +X=}, {@code +X?}, {@code +X=?}.
 */
public enum Operation {
  /** Without an operator: {@code AT+CSQ}. */
  EXECUTE,
  /** With parameters: {@code AT+CMEE=1}, {@code ATE0}. */
  SET,
  /** The value now: {@code AT+CREG?}. */
  READ,
  /** The values allowed: {@code AT+CREG=?}. */
  TEST
}
