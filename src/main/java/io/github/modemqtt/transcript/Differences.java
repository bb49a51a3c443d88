package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Difference.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Collects differences, up to a bound. Not thread-safe. */
final class Differences {
  static final int MAX = 1000;

  private final List<Difference> all = new ArrayList<>();
  private int further;

  void add(Difference difference) {
    if (all.size() < MAX) {
      all.add(difference);
    } else if (!difference.tolerated()) {
      further++;
    }
  }

  void add(Kind kind, int line, String expected, String got, boolean tolerated) {
    add(
        new Difference(
            kind,
            line,
            OptionalInt.empty(),
            expected.isEmpty() ? Optional.empty() : Optional.of(expected),
            got.isEmpty() ? Optional.empty() : Optional.of(got),
            tolerated));
  }

  /** Counts differences that nobody has kept. */
  void addFurther(int count) {
    further += count;
  }

  /** All of them by their lines. */
  List<Difference> sorted() {
    return all.stream().sorted(Comparator.comparingInt(Difference::line)).toList();
  }

  /** How many that count did not fit. */
  int further() {
    return further;
  }
}
