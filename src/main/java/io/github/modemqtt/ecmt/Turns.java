package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.QueueFullException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets asynchronous steps run one after the other, in the order given, up to a bound.
 *
 * <p>Thread-safe; steps run without a lock held.
 */
final class Turns {
  /** Far more than a module has time for; it only keeps a runaway loop from filling the heap. */
  private static final int CAPACITY = 4096;

  private final Queue<Supplier<CompletableFuture<?>>> waiting = new ArrayDeque<>();
  private boolean taken;

  /**
   * Runs the step when all before it have ended; it ends with the future that it returns.
   *
   * @throws QueueFullException if too many wait
   */
  void take(Object name, Supplier<CompletableFuture<?>> step) {
    synchronized (this) {
      if (waiting.size() >= CAPACITY) {
        throw new QueueFullException(name.toString(), CAPACITY);
      }
      waiting.add(step);
    }
    run();
  }

  /** A loop, so that many steps that end at once do not nest. */
  private void run() {
    Supplier<CompletableFuture<?>> step = next();
    while (step != null) {
      CompletableFuture<?> turn = start(step);
      if (!turn.isDone()) {
        turn.whenComplete(
            (value, failure) -> {
              ended();
              run();
            });
        return;
      }
      ended();
      step = next();
    }
  }

  private static CompletableFuture<?> start(Supplier<CompletableFuture<?>> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e); // else nobody would ever have a turn again
    }
  }

  private synchronized @Nullable Supplier<CompletableFuture<?>> next() {
    if (taken) {
      return null;
    }
    Supplier<CompletableFuture<?>> step = waiting.poll();
    taken = step != null;
    return step;
  }

  private synchronized void ended() {
    taken = false;
  }
}
