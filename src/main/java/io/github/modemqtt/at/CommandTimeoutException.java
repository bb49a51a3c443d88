package io.github.modemqtt.at;

import java.time.Duration;
import java.util.List;

/** The module gave no final result code in time. */
public final class CommandTimeoutException extends AtException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param command the command as it may be shown
   * @param expected what was waited for, such as {@code a final result code}
   * @param timeout how long
   * @param received the last lines that came meanwhile
   */
  public CommandTimeoutException(
      String command, String expected, Duration timeout, List<String> received) {
    super(
        command,
        brief(command)
            + " got no answer: waited "
            + timeout.toMillis()
            + " ms for "
            + expected
            + (received.isEmpty() ? ", nothing came" : ", but came " + received),
        "check wiring, power and baud rate; a module above 9600 baud may be asleep",
        null);
  }
}
