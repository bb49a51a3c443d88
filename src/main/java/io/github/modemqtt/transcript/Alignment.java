package io.github.modemqtt.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The longest common part of two sequences, as Myers finds it ("An O(ND) difference algorithm",
 * 1986).
 */
final class Alignment {
  /** With more differences than this, only what begins and ends alike is aligned: it is bounded. */
  static final int MAX_DIFFERENCES = 1000;

  /** Whether an element of the first sequence and one of the second are the same. */
  interface Same {
    boolean test(int first, int second);
  }

  /** Two elements that belong together. */
  record Pair(int first, int second) {}

  private final Same same;
  private final int from;
  private final int firstEnd;
  private final int secondEnd;

  private Alignment(Same same, int from, int firstEnd, int secondEnd) {
    this.same = same;
    this.from = from;
    this.firstEnd = firstEnd;
    this.secondEnd = secondEnd;
  }

  /** Aligns two sequences of these lengths. */
  static List<Pair> of(int first, int second, Same same) {
    int from = 0;
    while (from < Math.min(first, second) && same.test(from, from)) {
      from++;
    }
    int tail = 0;
    while (tail < Math.min(first, second) - from
        && same.test(first - 1 - tail, second - 1 - tail)) {
      tail++;
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < from; i++) {
      pairs.add(new Pair(i, i));
    }
    pairs.addAll(new Alignment(same, from, first - tail, second - tail).middle());
    for (int i = tail; i > 0; i--) {
      pairs.add(new Pair(first - i, second - i));
    }
    return pairs;
  }

  private List<Pair> middle() {
    int rows = firstEnd - from;
    int columns = secondEnd - from;
    int most = Math.min(rows + columns, MAX_DIFFERENCES);
    int[] reach = new int[2 * most + 3];
    List<int[]> history = new ArrayList<>();
    for (int d = 0; d <= most; d++) {
      history.add(Arrays.copyOfRange(reach, most + 1 - d, most + 2 + d));
      for (int k = -d; k <= d; k += 2) {
        int row = furthest(reach, most + 1 + k, k == -d, k == d);
        row = slide(row, k, rows, columns);
        reach[most + 1 + k] = row;
        if (row >= rows && row - k >= columns) {
          return trace(history, rows, columns);
        }
      }
    }
    return List.of();
  }

  private static int furthest(int[] reach, int index, boolean lowest, boolean highest) {
    boolean down = lowest || !highest && reach[index - 1] < reach[index + 1];
    return down ? reach[index + 1] : reach[index - 1] + 1;
  }

  private int slide(int start, int k, int rows, int columns) {
    int row = start;
    while (row < rows && row - k < columns && same.test(from + row, from + row - k)) {
      row++;
    }
    return row;
  }

  /** Goes back from the end. The history of step d holds the diagonals -d to d before it. */
  private List<Pair> trace(List<int[]> history, int rows, int columns) {
    List<Pair> pairs = new ArrayList<>();
    int row = rows;
    int column = columns;
    for (int d = history.size() - 1; d > 0; d--) {
      int[] before = history.get(d);
      int k = row - column;
      boolean down = k == -d || k != d && before[k - 1 + d] < before[k + 1 + d];
      int previousK = down ? k + 1 : k - 1;
      int previousRow = before[previousK + d];
      int startRow = down ? previousRow : previousRow + 1;
      while (row > startRow) {
        pairs.add(new Pair(from + --row, from + --column));
      }
      row = previousRow;
      column = previousRow - previousK;
    }
    while (row > 0 && column > 0) {
      pairs.add(new Pair(from + --row, from + --column));
    }
    Collections.reverse(pairs);
    return pairs;
  }
}
