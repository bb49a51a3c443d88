package io.github.modemqtt.bench.parts.startup;

import java.util.Collection;

/** The figure in the middle. */
final class Median {
  private Median() {}

  static double of(Collection<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(figure -> figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
