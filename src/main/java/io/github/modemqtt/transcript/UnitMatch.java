package io.github.modemqtt.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Compares what the module says after a line of the host with what it should say.
 *
 * <p>Each unit that comes takes the first place that is free and the same. Not thread-safe.
 */
final class UnitMatch {
  /** How many units nobody waits for are kept. */
  static final int MAX_UNEXPECTED = 256;

  /** Two units about the same, of which one came in place of the other. */
  record Pair(Unit expected, Unit got) {}

  private final List<Unit> expected;
  private final BiPredicate<Unit, Unit> same;
  private final boolean[] matched;

  /** Which of the expected units are final results: asked often. */
  private final boolean[] isResult;

  private final List<Unit> unexpected = new ArrayList<>();
  private final List<Unit> moved = new ArrayList<>();
  private final List<Pair> measured = new ArrayList<>();
  private int lastMatched = -1;
  private int matchedCount;
  private int dropped;

  /** Takes what is expected, and the test whether something expected and something else agree. */
  UnitMatch(List<Unit> expected, BiPredicate<Unit, Unit> same) {
    this.expected = expected;
    this.same = same;
    this.matched = new boolean[expected.size()];
    this.isResult = new boolean[expected.size()];
    for (int i = 0; i < isResult.length; i++) {
      isResult[i] = expected.get(i).isFinalResult();
    }
  }

  void offer(Unit unit) {
    if (!take(unit)) {
      if (unexpected.size() < MAX_UNEXPECTED) {
        unexpected.add(unit);
      } else {
        dropped++;
      }
    }
  }

  /** Offers something that came before its time. Returns false if it is not expected here. */
  boolean offerEarly(Unit unit) {
    int before = lastMatched;
    boolean taken = take(unit);
    lastMatched = before;
    return taken;
  }

  private boolean take(Unit unit) {
    for (int i = 0; i < matched.length; i++) {
      if (!matched[i] && agrees(expected.get(i), unit)) {
        matched[i] = true;
        matchedCount++;
        if (i < lastMatched) {
          moved.add(expected.get(i));
        }
        lastMatched = Math.max(lastMatched, i);
        return true;
      }
    }
    return false;
  }

  private boolean agrees(Unit wanted, Unit unit) {
    if (same.test(wanted, unit)) {
      return true;
    }
    boolean other = Measured.sameOtherwise(wanted, unit);
    if (other) {
      measured.add(new Pair(wanted, unit));
    }
    return other;
  }

  boolean isComplete() {
    return matchedCount == matched.length;
  }

  /** Whether nothing more can come that would matter. */
  boolean isOver() {
    return isComplete() || isAnsweredOtherwise() || isInformationOver();
  }

  /** Another final result came than the one that is awaited. */
  private boolean isAnsweredOtherwise() {
    return unexpected.stream().anyMatch(Unit::isFinalResult)
        && missing().stream().anyMatch(Unit::isFinalResult);
  }

  /** The final result has come, and in place of each information text before it another one. */
  private boolean isInformationOver() {
    int result = lastMatchedResult();
    if (result < 0) {
      return false;
    }
    for (int i = result; i < matched.length; i++) {
      if (!matched[i]) {
        return false;
      }
    }
    return changed().size() == missing().size();
  }

  private int lastMatchedResult() {
    for (int i = matched.length - 1; i >= 0; i--) {
      if (matched[i] && isResult[i]) {
        return i;
      }
    }
    return -1;
  }

  /** What has not come (yet). */
  List<Unit> missing() {
    List<Unit> missing = new ArrayList<>();
    for (int i = 0; i < matched.length; i++) {
      if (!matched[i]) {
        missing.add(expected.get(i));
      }
    }
    return missing;
  }

  /** What is missing and has something about the same among the unexpected. */
  List<Pair> changed() {
    List<Unit> left = new ArrayList<>(unexpected);
    List<Pair> pairs = new ArrayList<>();
    for (Unit unit : missing()) {
      String name = unit.name();
      left.stream()
          .filter(other -> other.name().equals(name))
          .findFirst()
          .ifPresent(
              other -> {
                left.remove(other);
                pairs.add(new Pair(unit, other));
              });
    }
    return pairs;
  }

  /** What came and has no place. */
  List<Unit> unexpected() {
    return unexpected;
  }

  /** What came later than something that is behind it. */
  List<Unit> moved() {
    return moved;
  }

  /** What came in its place, with other numbers in it, because they are measured. */
  List<Pair> measured() {
    return measured;
  }

  /** How many unexpected units were not kept. */
  int dropped() {
    return dropped;
  }

  boolean hasMatchedAny() {
    return matchedCount > 0;
  }
}
