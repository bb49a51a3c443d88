package io.github.modemqtt.modem;

/** The SIM card is locked, because its PIN was wrong three times. */
public final class PukRequiredException extends SimException {
  private static final long serialVersionUID = 1L;

  /** Creates the failure. */
  public PukRequiredException() {
    super(
        "The SIM card is locked and asks for its PUK",
        "put the card into a telephone, and unlock it with the PUK that came with the contract",
        null);
  }
}
