package io.github.modemqtt.ecmt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time after the end of a connection in which the firmware loses an open.
 *
 * <p>Its receiver outlives the connection a little, and an open goes into a queue that nobody reads
 * any more: {@code OK}, and never a result. Thread-safe.
 */
final class ReopenPause {
  private final Duration length;
  private volatile long endNanos = System.nanoTime();

  ReopenPause(Duration length) {
    this.length = length;
  }

  /** A connection has ended now. */
  void begin() {
    endNanos = System.nanoTime() + length.toNanos();
  }

  /** Completes when the last connection is long enough gone. */
  CompletableFuture<Void> over() {
    return after(endNanos - System.nanoTime());
  }

  /** Completes after one such pause from now. */
  CompletableFuture<Void> full() {
    return after(length.toNanos());
  }

  private static CompletableFuture<Void> after(long nanos) {
    return nanos <= 0
        ? CompletableFuture.allOf()
        : CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS));
  }
}
