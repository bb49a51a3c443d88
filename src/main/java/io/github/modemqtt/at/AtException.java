package io.github.modemqtt.at;

import io.github.modemqtt.ModemException;
import org.jspecify.annotations.Nullable;

/** A command that did not end with {@code OK}. */
public abstract class AtException extends ModemException {
  private static final long serialVersionUID = 1L;

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
}
