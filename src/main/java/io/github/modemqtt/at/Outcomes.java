package io.github.modemqtt.at;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Brings results and events to whom they belong, through the deliveries. Guarded by the lock. */
final class Outcomes {
  private final Deliveries deliveries;
  private final Executor callbacks;
  private final Counters counters;

  Outcomes(Deliveries deliveries, Executor callbacks, Counters counters) {
    this.deliveries = deliveries;
    this.callbacks = callbacks;
    this.counters = counters;
  }

  void end(PendingCommand<?> command, FinalResult result) {
    deliveries.add(() -> command.end(result));
  }

  void cancel(PendingCommand<?> command) {
    deliveries.add(() -> command.future.cancel(false));
  }

  void cancel(AwaitedResult<?> result) {
    deliveries.add(() -> result.future.cancel(false));
  }

  /** Fails both stages of a command. */
  void fail(PendingCommand<?> command, Throwable failure) {
    deliveries.add(() -> command.future.completeExceptionally(failure));
    if (command.awaited != null) {
      fail(command.awaited, failure);
    }
  }

  void complete(AwaitedResult<?> result, Object urc) {
    deliveries.add(() -> result.complete(urc));
  }

  void fail(AwaitedResult<?> result, Throwable failure) {
    deliveries.add(() -> result.future.completeExceptionally(failure));
  }

  /** Completes or fails those who wait for the module to listen, and forgets them. */
  void end(List<CompletableFuture<Void>> synchronizing, @Nullable Throwable failure) {
    for (CompletableFuture<Void> future : synchronizing) {
      deliveries.add(
          () -> {
            if (failure == null) {
              complete(future);
            } else {
              future.completeExceptionally(failure);
            }
          });
    }
    synchronizing.clear();
  }

  @SuppressWarnings("NullAway") // Void has no other value
  private static void complete(CompletableFuture<Void> future) {
    future.complete(null);
  }

  void callBack(Runnable callback) {
    deliveries.add(
        () -> {
          try {
            callbacks.execute(callback);
          } catch (RejectedExecutionException e) {
            counters.droppedEvents.increment();
          }
        });
  }
}
