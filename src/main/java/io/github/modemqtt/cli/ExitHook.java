package io.github.modemqtt.cli;

import java.util.concurrent.Callable;

/** What happens when the process is interrupted: Ctrl-C does not unwind the stack. */
final class ExitHook {
  private ExitHook() {}

  /** Does something, and closes a resource if the process ends meanwhile. */
  static <T> T closing(Runnable close, Callable<T> action) throws Exception {
    Thread hook = new Thread(close, "modemqtt-exit");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return action.call();
    } finally {
      remove(hook);
    }
  }

  /** Whether the process is ending: what fails now fails because of that. */
  static boolean isProcessEnding() {
    Thread probe = new Thread(() -> {}, "modemqtt-exit-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
    } catch (IllegalStateException e) {
      return true;
    }
    return !remove(probe);
  }

  private static boolean remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      return true;
    } catch (IllegalStateException e) {
      return false; // the process is ending, and the hook is at work
    }
  }
}
