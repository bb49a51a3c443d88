package io.github.modemqtt.cli;

import io.github.modemqtt.transport.SerialPorts;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What happens when the process is interrupted: Ctrl-C does not unwind the stack. */
final class ExitHook {
  private ExitHook() {}

  /** Does something, and closes a resource if the process ends meanwhile. */
  static <T> T closing(Runnable close, boolean onSerialPort, Callable<T> action) throws Exception {
    FutureTask<Void> once = new FutureTask<>(close, null);
    Thread hook = new Thread(once, "modemqtt-exit");
    Runtime.getRuntime().addShutdownHook(hook);
    if (onSerialPort) {
      SerialPorts.beforeExit(() -> runAndWait(once));
    }
    try {
      return action.call();
    } finally {
      remove(hook);
    }
  }

  /** Whichever hook comes first does it; the ports stay open until it is done. */
  private static void runAndWait(FutureTask<Void> once) {
    once.run();
    try {
      once.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
