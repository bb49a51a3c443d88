package io.github.modemqtt.cli.term;

import java.io.IOException;
import java.util.List;

/**
 * A command of the terminal itself.
 *
 * @param name such as {@code /publish}
 * @param arguments what follows it
 * @param least the smallest number of arguments
 * @param most the largest number of arguments
 * @param summary what it does
 * @param action does it
 */
record LocalCommand(
    String name, String arguments, int least, int most, String summary, Action action) {

  /** What a command does. */
  @FunctionalInterface
  interface Action {
    /**
     * Does it.
     *
     * @param arguments as many as the command takes
     * @throws IllegalArgumentException if one is wrong
     */
    void run(List<String> arguments) throws IOException, InterruptedException;
  }

  String usage() {
    return arguments.isEmpty() ? name : name + " " + arguments;
  }
}
