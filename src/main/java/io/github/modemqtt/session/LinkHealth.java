package io.github.modemqtt.session;

import java.time.Duration;

/**
 * When the module is asked whether it is still connected: now and then, and soon after a doubt.
 *
 * <p>A bound on how often keeps a flood of doubts, which a publisher elsewhere can cause, from
 * filling the line with questions. Only for the supervisor's thread.
 */
final class LinkHealth {
  private static final long SHORTEST_GAP = Duration.ofMillis(500).toNanos();
  private static final long SHORTEST_GAP_FOR_NOISE = Duration.ofSeconds(5).toNanos();
  private static final int MOST_SILENT_CHECKS = 3;

  private final long intervalNanos;
  private long lastCheck;
  private boolean doubtful;
  private boolean noisy;
  private int silentChecks;

  /** An interval of zero means that only doubts lead to a check. */
  LinkHealth(Duration interval) {
    this.intervalNanos = interval.isZero() ? Long.MAX_VALUE : Nanos.of(interval);
  }

  void connected() {
    lastCheck = System.nanoTime() - SHORTEST_GAP;
    doubtful = false;
    noisy = false;
    silentChecks = 0;
  }

  void doubt() {
    doubtful = true;
  }

  /** The module said something that nobody knows, such as the banner after a restart. */
  void noise() {
    noisy = intervalNanos != Long.MAX_VALUE; // whoever wants no questions wants none for that
  }

  /** The module has answered; returns whether it had not, some time before. */
  boolean answered() {
    boolean wasSilent = silentChecks > 0;
    lastCheck = System.nanoTime();
    doubtful = false;
    noisy = false;
    silentChecks = 0;
    return wasSilent;
  }

  /** The module has not answered; returns whether that was often enough to give the line up. */
  boolean silent() {
    lastCheck = System.nanoTime();
    doubtful = true;
    silentChecks++;
    return silentChecks >= MOST_SILENT_CHECKS;
  }

  long nanosToNextCheck() {
    long sinceCheck = System.nanoTime() - lastCheck;
    long gap = doubtful ? SHORTEST_GAP : noisy ? SHORTEST_GAP_FOR_NOISE : intervalNanos;
    return gap == Long.MAX_VALUE ? Inbox.forever() : Math.max(0, gap - sinceCheck);
  }
}
