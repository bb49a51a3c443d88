package io.github.modemqtt.at;

import org.jspecify.annotations.Nullable;

/** What is known while the channel looks whether the module listens. Guarded by the lock. */
final class Resync {
  private int probesLeft;

  /** How many answers the module still owes, if it lost none. */
  private int owed;

  /** Whether a command before timed out, so that its answer may be late. */
  private boolean late;

  private boolean answered;
  private @Nullable CommandLine lastResort;

  /** Begins with so many answers that may be late. */
  void begin(int probes, int lateAnswers) {
    probesLeft = probes;
    owed = lateAnswers;
    late = lateAnswers > 0;
    answered = false;
  }

  boolean mayProbe() {
    return probesLeft > 0;
  }

  void probed() {
    probesLeft--;
    owed++;
  }

  void answered() {
    owed--;
    answered = true;
  }

  boolean isAnswered() {
    return answered;
  }

  /** Whether even a late answer has come, so that no further one can. */
  boolean isComplete() {
    return late && owed <= 0;
  }

  /** How many answers are missing, if the module has heard everything. */
  int owed() {
    return owed;
  }

  /** Sets what to try once when every AT stays unanswered. */
  void setLastResort(@Nullable CommandLine line) {
    lastResort = line;
  }

  @Nullable CommandLine takeLastResort() {
    CommandLine line = lastResort;
    lastResort = null;
    return line;
  }
}
