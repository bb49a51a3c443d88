package io.github.modemqtt.at;

import java.time.Duration;

/** The module accepted a command with {@code OK}, but its result never came. */
public final class ResultTimeoutException extends AtException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param command the command as it may be shown
   * @param urc the prefix of the URC that should have come
   * @param timeout how long it was waited for
   */
  public ResultTimeoutException(String command, String urc, Duration timeout) {
    super(
        command,
        brief(command)
            + " was accepted, but its result "
            + urc
            + " did not come within "
            + timeout.toMillis()
            + " ms",
        "check coverage and that the broker can be reached from the module's network",
        null);
  }
}
