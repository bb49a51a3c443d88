package io.github.modemqtt.at;

/** More commands wait for the line than the queue holds. */
public final class QueueFullException extends AtException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param command the command that was refused, as it may be shown
   * @param capacity how many commands may wait
   */
  public QueueFullException(String command, int capacity) {
    super(
        command,
        brief(command) + " was refused: " + capacity + " commands wait for the line already",
        "wait for earlier commands to end before sending more",
        null);
  }
}
