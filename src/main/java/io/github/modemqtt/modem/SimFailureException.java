package io.github.modemqtt.modem;

import org.jspecify.annotations.Nullable;

/** There is a SIM card, but the module cannot use it. */
public final class SimFailureException extends SimException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param what what is wrong
   * @param cause the module's answer, or {@code null} if it gave none
   */
  public SimFailureException(String what, @Nullable Throwable cause) {
    super(
        cause == null ? what : what + ": " + cause.getMessage(),
        "try the SIM card in another device, clean its contacts, restart the module",
        cause);
  }
}
