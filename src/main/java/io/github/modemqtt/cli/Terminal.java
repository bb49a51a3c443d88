package io.github.modemqtt.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person is at the other end. */
final class Terminal {
  private Terminal() {}

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
