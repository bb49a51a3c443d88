package io.github.modemqtt.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a check when the earliest known deadline is over.
 *
 * <p>Waits on the timer that all futures of the JVM share, so that a client needs no thread for it.
 * Thread-safe.
 */
final class ExpiryTimer implements AutoCloseable {
  private final Runnable check;
  private @Nullable CompletableFuture<Void> pending;
  private long dueNanos;
  private boolean closed;

  ExpiryTimer(Runnable check) {
    this.check = check;
  }

  /** Something expires in that time, or {@link Long#MAX_VALUE} for never. */
  void schedule(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      return;
    }
    long due = System.nanoTime() + Math.max(0, nanos);
    CompletableFuture<Void> timer;
    CompletableFuture<Void> replaced;
    synchronized (this) {
      if (closed || pending != null && dueNanos - due <= 0) {
        return;
      }
      timer = new CompletableFuture<>();
      replaced = pending;
      pending = timer;
      dueNanos = due;
    }
    if (replaced != null) {
      replaced.cancel(false);
    }
    timer.thenRun(() -> fired(timer));
    timer.completeOnTimeout(null, Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  private void fired(CompletableFuture<Void> timer) {
    synchronized (this) {
      if (pending == timer) {
        pending = null;
      }
    }
    check.run();
  }

  @Override
  public void close() {
    CompletableFuture<Void> last;
    synchronized (this) {
      closed = true;
      last = pending;
      pending = null;
    }
    if (last != null) {
      last.cancel(false);
    }
  }
}
