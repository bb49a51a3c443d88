package io.github.modemqtt.at;

import io.github.modemqtt.ModemException;

/** The module answered, but in a form that cannot be read. */
public final class ReplyFormatException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param what the command or the line, as it may be shown
   * @param detail what is wrong with it
   */
  public ReplyFormatException(String what, String detail) {
    super(
        "Cannot read the module's answer (" + what + "): " + detail,
        "record the session and check that the module is of the EC616 family");
  }
}
