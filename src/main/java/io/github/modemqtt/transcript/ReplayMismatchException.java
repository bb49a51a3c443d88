package io.github.modemqtt.transcript;

import io.github.modemqtt.ModemException;

/** A program did something else than the transcript that is played to it. */
public final class ReplayMismatchException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** The step, counted from 1. */
  private final int step;

  /** The line, counted from 1. */
  private final int line;

  /** What the transcript has there. */
  private final String expected;

  /** What the program did. */
  private final String got;

  ReplayMismatchException(String where, Place place, String expected, String got, int same) {
    super(
        where
            + ", step "
            + place.step()
            + " (line "
            + place.line()
            + "):\n  expected: "
            + expected
            + "\n  got:      "
            + got
            + "\n            "
            + " ".repeat(same)
            + "^",
        "find out whether program or transcript is right; record anew if the program is");
    this.step = place.step();
    this.line = place.line();
    this.expected = expected;
    this.got = got;
  }

  /** Where a step is: its number among those that send something, and its line, both from 1. */
  record Place(int step, int line) {}

  /**
   * Which step.
   *
   * @return its number among those that send something, from 1
   */
  public int step() {
    return step;
  }

  /**
   * Where the step is in the file; for a transcript that comes from no file, in its print.
   *
   * @return the line, from 1
   */
  public int line() {
    return line;
  }

  /**
   * What the transcript has.
   *
   * @return all bytes of the step in the notation of transcripts, or {@code nothing}
   */
  public String expected() {
    return expected;
  }

  /**
   * What the program did, without secrets.
   *
   * @return the bytes in the notation of transcripts, or {@code nothing}
   */
  public String got() {
    return got;
  }
}
