package io.github.modemqtt.transport.internal;

import java.time.Duration;

/** A moment on the monotonic clock, that no length of time-out can overflow. */
public final class Deadline {
  /** Some 146 years: far enough, and differences of {@link System#nanoTime()} stay exact. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  /**
   * The moment that is so far away from now.
   *
   * @param timeout how far; negative is now
   * @return the deadline
   */
  public static Deadline after(Duration timeout) {
    return new Deadline(System.nanoTime() + nanos(timeout));
  }

  /**
   * A duration as nanoseconds that cannot overflow.
   *
   * @param timeout the duration; negative counts as zero
   * @return from 0 to some 146 years
   */
  public static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      return 0;
    }
    return timeout.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : timeout.toNanos();
  }

  /**
   * The time that is left.
   *
   * @return nanoseconds, 0 if it is over
   */
  public long remainingNanos() {
    return Math.max(0, endNanos - System.nanoTime());
  }

  /**
   * The time that is left, rounded up so that waiting for it does not end early.
   *
   * @param mostMillis the upper limit of the answer
   * @return milliseconds, 0 if it is over
   */
  public int remainingMillis(int mostMillis) {
    return (int) Math.min(mostMillis, (remainingNanos() + 999_999) / 1_000_000);
  }

  /**
   * Whether the moment has come.
   *
   * @return true from the deadline on
   */
  public boolean isOver() {
    return remainingNanos() == 0;
  }
}
