package io.github.modemqtt.at;

/** The thread that waited for an answer was interrupted; its interrupt flag is set again. */
public final class InterruptedWaitException extends AtException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param command the command as it may be shown
   * @param cause the interruption
   */
  public InterruptedWaitException(String command, InterruptedException cause) {
    super(
        command,
        "Interrupted while waiting for the answer to " + brief(command),
        "do not interrupt this thread, or give the command again",
        cause);
  }
}
