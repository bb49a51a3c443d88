package io.github.modemqtt.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Values on a length, in round steps. */
record Axis(double from, double to, boolean logarithmic, List<Double> ticks) {
  private static final int ABOUT_TICKS = 5;
  private static final double[] STEPS = {1, 2, 5, 10};

  /** An axis for these values; one that is not logarithmic begins at zero. */
  static Axis of(List<Double> values, boolean logarithmic) {
    List<Double> shown =
        values.stream()
            .filter(value -> Double.isFinite(value) && (!logarithmic || value > 0))
            .toList();
    if (shown.isEmpty()) {
      return new Axis(1, 10, logarithmic, List.of(1.0, 10.0));
    }
    double least = shown.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = shown.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return logarithmic ? logarithmic(least, most) : linear(Math.min(0, least), Math.max(0, most));
  }

  private static Axis linear(double least, double most) {
    double span = most > least ? most - least : 1;
    double power = Math.pow(10, Math.floor(Math.log10(span / ABOUT_TICKS)));
    double step = 10 * power;
    for (double candidate : STEPS) {
      if (span / (candidate * power) <= ABOUT_TICKS) {
        step = candidate * power;
        break;
      }
    }
    long first = (long) Math.floor(least / step + 1e-9);
    long last = (long) Math.ceil((least + span) / step - 1e-9);
    List<Double> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      ticks.add(i * step);
    }
    return new Axis(first * step, last * step, false, ticks);
  }

  /** Decades, or parts of them where there are few. */
  private static Axis logarithmic(double least, double most) {
    int first = (int) Math.floor(Math.log10(least) + 1e-9);
    int last = (int) Math.ceil(Math.log10(most) - 1e-9);
    if (last == first) {
      last++;
    }
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power++) {
      for (double step : last - first <= 2 ? new double[] {1, 2, 5} : new double[] {1}) {
        ticks.add(step * Math.pow(10, power));
      }
    }
    double from = lastUpTo(ticks, least);
    double to = firstFrom(ticks, most);
    return new Axis(
        from, to, true, ticks.stream().filter(tick -> tick >= from && tick <= to).toList());
  }

  private static double lastUpTo(List<Double> ticks, double value) {
    return ticks.stream().filter(tick -> tick <= value * (1 + 1e-9)).reduce((a, b) -> b).get();
  }

  private static double firstFrom(List<Double> ticks, double value) {
    return ticks.stream().filter(tick -> tick >= value * (1 - 1e-9)).findFirst().orElseThrow();
  }

  /** Where a value is: 0 at the beginning, 1 at the end. */
  double position(double value) {
    return logarithmic
        ? (Math.log(Math.max(value, from)) - Math.log(from)) / (Math.log(to) - Math.log(from))
        : (value - from) / (to - from);
  }
}
