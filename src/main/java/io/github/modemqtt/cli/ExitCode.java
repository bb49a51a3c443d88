package io.github.modemqtt.cli;

import io.github.modemqtt.at.CommandTimeoutException;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.transport.TransportException;

/** The exit codes that scripts can rely on. */
final class ExitCode {
  static final int OK = 0;

  /** The module, the network or the broker refused. */
  static final int FAILED = 1;

  /** Wrong options or values, such as a wildcard in the topic of a publish. */
  static final int USAGE = 2;

  /** The module, or the broker behind it, did not answer. */
  static final int NO_ANSWER = 3;

  /** The port cannot be opened, or was lost. */
  static final int NO_PORT = 4;

  /** The audit of a module in software found something that a host must not do. */
  static final int AUDIT = 5;

  /** {@code probe} found nothing that fails, but something that needs attention. */
  static final int WARNINGS = 6;

  /** The time given with {@code -W} is over, as with mosquitto_sub. */
  static final int TIME_OVER = 27;

  private ExitCode() {}

  /** What is at the root of a failure decides. */
  static int of(Throwable failure) {
    int code = FAILED;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TransportException) {
        return NO_PORT;
      }
      if (isSilence(cause)) {
        code = NO_ANSWER;
      }
    }
    return code;
  }

  private static boolean isSilence(Throwable failure) {
    return failure instanceof ModuleNotRespondingException
        || failure instanceof CommandTimeoutException
        || failure instanceof ResultTimeoutException;
  }
}
