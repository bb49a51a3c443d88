package io.github.modemqtt.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant to type. */
final class NearestName {
  /** More letters than this are no slip. */
  private static final int SLIPS = 2;

  private static final int SHORTEST = 4;

  private NearestName() {}

  /** {@return the name that differs by the fewest letters, if they are few} */
  static Optional<String> of(String typed, Collection<String> names) {
    if (typed.length() < SHORTEST) {
      return Optional.empty();
    }
    return names.stream()
        .filter(name -> distance(typed, name) <= SLIPS)
        .min(Comparator.comparingInt((String name) -> distance(typed, name)).thenComparing(n -> n));
  }

  /** How many letters have to be put in, taken out or replaced. */
  private static int distance(String from, String to) {
    int[] before = new int[to.length() + 1];
    for (int i = 0; i < before.length; i++) {
      before[i] = i;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[before.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[to.length()];
  }
}
