package io.github.modemqtt.at;

import io.github.modemqtt.ModemException;
import org.jspecify.annotations.Nullable;

/** A command that did not end with {@code OK}. */
public abstract class AtException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** A message of a publish can be a thousand characters long. */
  private static final int SHOWN_CHARACTERS = 100;

  /** The command as it may be shown. */
  private final String command;

  AtException(String command, String message, String remedy, @Nullable Throwable cause) {
    super(message, remedy, cause);
    this.command = command;
  }

  /**
   * The command as it may be shown: secrets are masked.
   *
   * @return the command line
   */
  public final String command() {
    return command;
  }

  /** The command for a message that people read: its start, if it is long. */
  static String brief(String command) {
    return command.length() <= SHOWN_CHARACTERS
        ? command
        : command.substring(0, SHOWN_CHARACTERS) + "... (" + command.length() + " characters)";
  }
}
