package io.github.modemqtt.cli.term;

/** Reads a number that a user has typed. */
final class Numbers {
  private Numbers() {}

  static int parse(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is '" + text + "', which is no number");
    }
  }
}
