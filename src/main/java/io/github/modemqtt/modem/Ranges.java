package io.github.modemqtt.modem;

/** The check of a command's numbers. */
final class Ranges {
  private Ranges() {}

  static void require(String name, int value, int smallest, int largest) {
    if (value < smallest || value > largest) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be " + smallest + " to " + largest);
    }
  }
}
