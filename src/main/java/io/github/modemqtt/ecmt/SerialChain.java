package io.github.modemqtt.ecmt;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs asynchronous steps one after the other, whether the one before succeeded or not. */
final class SerialChain {
  private CompletableFuture<?> last = CompletableFuture.completedFuture("start");

  /** Steps run, and futures complete, without a lock held. */
  CompletableFuture<Void> then(Supplier<CompletableFuture<Void>> step) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    CompletableFuture<?> previous;
    synchronized (this) {
      previous = last;
      last = result;
    }
    previous
        .handle((ignored, failure) -> step.get())
        .thenCompose(future -> future)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                result.complete(done);
              } else {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }
}
