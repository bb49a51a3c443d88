package io.github.modemqtt.cli;

import java.util.Locale;

/** What the input of 'decode' is. */
enum InputNotation {
  /** The bytes that came from the serial port. */
  CAPTURE,
  /** A transcript, {@code at-scripts/FORMAT.md}. */
  TRANSCRIPT,
  /** {@code >> } and {@code << } before each line. */
  NEUTRAL;

  static InputNotation named(String label) {
    for (InputNotation notation : values()) {
      if (notation.name().toLowerCase(Locale.ROOT).equals(label)) {
        return notation;
      }
    }
    throw new IllegalArgumentException(
        "--format is '" + label + "'; it must be capture, transcript or neutral");
  }
}
