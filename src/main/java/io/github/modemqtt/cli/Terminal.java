package io.github.modemqtt.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Whether a person is at the other end. */
final class Terminal {
  private Terminal() {}

  /** Asks a person without showing the answer; {@code null} if there is nobody to ask. */
  static @Nullable String askPassword(String question) {
    Console console = isInteractive() ? System.console() : null;
    char[] answer = console == null ? null : console.readPassword("%s", question);
    return answer == null || answer.length == 0 ? null : new String(answer);
  }

  /**
   * Whether a line that changes can be shown: standard error is a terminal that knows escape
   * sequences, and nobody types into it.
   *
   * <p>Java does not tell it of standard error, but any POSIX shell does.
   */
  static boolean hasRoomForStatus() {
    String type = System.getenv("TERM");
    if (type == null || type.isEmpty() || type.equals("dumb")) {
      return false;
    }
    try {
      return new ProcessBuilder("/bin/sh", "-c", "test -t 2 && ! test -t 0")
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** From Java 22 on there is a console also without a terminal, and a method that tells. */
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
