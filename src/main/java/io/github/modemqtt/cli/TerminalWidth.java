package io.github.modemqtt.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How wide the user's terminal is, asked without handing passwords of variables to a program. */
final class TerminalWidth {
  private static final int USUAL = 80;
  private static final int NARROWEST = 55;
  private static final int WIDEST = 200;
  private static final File TERMINAL = new File("/dev/tty");

  private TerminalWidth() {}

  /** The columns, within reason; the usual ones where there is no terminal. */
  static int columns() {
    return TERMINAL.exists() ? Math.min(WIDEST, Math.max(NARROWEST, ask())) : USUAL;
  }

  private static int ask() {
    ProcessBuilder stty = new ProcessBuilder("stty", "size").redirectInput(TERMINAL);
    stty.environment().keySet().removeIf(OptionDefaults::isVariable);
    try {
      Process process = stty.start();
      process.getOutputStream().close();
      try (BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
        return width(answer.readLine());
      } finally {
        process.waitFor(1, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      return USUAL; // there is no such program, or no terminal
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  /** The answer is the rows and the columns. */
  private static int width(@Nullable String answer) {
    String[] numbers = answer == null ? new String[0] : answer.strip().split(" ");
    return numbers.length == 2 && numbers[1].matches("[1-9][0-9]{0,3}")
        ? Integer.parseInt(numbers[1])
        : USUAL;
  }
}
