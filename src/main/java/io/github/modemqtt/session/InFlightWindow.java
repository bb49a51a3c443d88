package io.github.modemqtt.session;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a limited number of publishes be under way at once; the others wait in order, up to a bound.
 *
 * <p>The EC616 queues ten messages and loses what comes beyond without a word. While the link is
 * lost nothing starts, because the module would refuse it. Thread-safe.
 */
final class InFlightWindow {
  private record Waiting(Supplier<CompletableFuture<Void>> step, CompletableFuture<Void> future) {}

  private final int size;
  private final int capacity;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int inFlight;
  private boolean starting;
  private boolean paused;

  InFlightWindow(int size, int capacity) {
    this.size = size;
    this.capacity = capacity;
  }

  /** Runs the step when there is room; fails the future at once if too many wait. */
  CompletableFuture<Void> submit(Supplier<CompletableFuture<Void>> step) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    synchronized (this) {
      if ((paused || inFlight >= size) && waiting.size() >= capacity) {
        return CompletableFuture.failedFuture(new PublishQueueFullException(capacity));
      }
      waiting.add(new Waiting(step, future));
    }
    startWaiting();
    return future;
  }

  /** Starts nothing more until {@link #resume}. */
  synchronized void pause() {
    paused = true;
  }

  void resume() {
    synchronized (this) {
      paused = false;
    }
    startWaiting();
  }

  /** Fails what has not started, and lets later steps start. */
  void failWaiting(RuntimeException failure) {
    List<Waiting> failed;
    synchronized (this) {
      failed = List.copyOf(waiting);
      waiting.clear();
      paused = false;
    }
    failed.forEach(step -> step.future.completeExceptionally(failure));
  }

  /** One thread starts steps at a time, so that they start in order and do not nest. */
  private void startWaiting() {
    Waiting next = first();
    while (next != null) {
      start(next);
      next = next();
    }
  }

  private synchronized @Nullable Waiting first() {
    if (starting) {
      return null;
    }
    starting = true;
    return next();
  }

  private synchronized @Nullable Waiting next() {
    Waiting next = !paused && inFlight < size ? waiting.poll() : null;
    if (next == null) {
      starting = false;
    } else {
      inFlight++;
    }
    return next;
  }

  private void start(Waiting step) {
    begun(step)
        .whenComplete(
            (done, failure) -> {
              ended();
              Completion.pass(done, failure, step.future);
            });
  }

  private static CompletableFuture<Void> begun(Waiting step) {
    try {
      return step.step.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e); // else its place would be taken for ever
    }
  }

  private void ended() {
    synchronized (this) {
      inFlight--;
    }
    startWaiting();
  }
}
