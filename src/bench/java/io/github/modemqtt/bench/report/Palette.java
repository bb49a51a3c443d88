package io.github.modemqtt.bench.report;

/** The colours of series, as classes of the style sheet. */
final class Palette {
  private static final int COLOURS = 8;

  private Palette() {}

  static int colour(int series) {
    return series % COLOURS;
  }
}
