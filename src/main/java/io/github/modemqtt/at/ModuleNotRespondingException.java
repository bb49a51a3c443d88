package io.github.modemqtt.at;

/** The module does not answer at all, not even a plain {@code AT}. */
public final class ModuleNotRespondingException extends AtException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param command the command that could not be sent, as it may be shown
   * @param line the name of the line
   * @param probes how many times {@code AT} was tried
   */
  public ModuleNotRespondingException(String command, String line, int probes) {
    super(
        command,
        "The module on " + line + " does not answer: " + probes + " times AT without OK",
        "check power, wiring (TX to RX) and baud rate (9600 and 115200 are usual), and that this is"
            + " the AT port",
        null);
  }
}
