package io.github.modemqtt.emulator.scenario;

import io.github.modemqtt.ModemException;

/** A text is no scenario. */
public final class ScenarioFormatException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** The line, from 1. */
  private final int line;

  /** The column, from 1. */
  private final int column;

  /** What belongs there. */
  private final String expected;

  /**
   * Creates the failure.
   *
   * @param line the line, from 1
   * @param column the column, in characters from 1
   * @param expected what belongs there
   */
  public ScenarioFormatException(int line, int column, String expected) {
    super(
        "Scenario, line " + line + ", column " + column + ": expected " + expected,
        "correct that line; the notation is described in at-scripts/SCENARIO.md");
    this.line = line;
    this.column = column;
    this.expected = expected;
  }

  /**
   * Where.
   *
   * @return the line, from 1
   */
  public int line() {
    return line;
  }

  /**
   * Where in the line.
   *
   * @return the column, in characters from 1
   */
  public int column() {
    return column;
  }

  /**
   * What belongs there.
   *
   * @return a phrase
   */
  public String expected() {
    return expected;
  }
}
