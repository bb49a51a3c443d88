package io.github.modemqtt.modem;

/** The SIM card did not take the PIN. It was entered once only. */
public final class PinRejectedException extends SimException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param cause the module's answer
   */
  public PinRejectedException(Throwable cause) {
    super(
        "The SIM card did not take the PIN: " + cause.getMessage(),
        "check the PIN before the next try; three wrong ones lock the card",
        cause);
  }
}
