package io.github.modemqtt.modem;

/** The SIM card asks for its PIN, and none was given. */
public final class PinRequiredException extends SimException {
  private static final long serialVersionUID = 1L;

  /** Creates the failure. */
  public PinRequiredException() {
    super(
        "The SIM card asks for its PIN, and none was given",
        "give the PIN of the card (on a command line: MODEMQTT_PIN, --pin-file or --pin)",
        null);
  }
}
