package io.github.modemqtt.modem;

/** The module finds no SIM card. */
public final class SimMissingException extends SimException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param cause the module's answer
   */
  public SimMissingException(Throwable cause) {
    super(
        "The module finds no SIM card: " + cause.getMessage(),
        "insert a SIM card the right way round, then restart the module",
        cause);
  }
}
