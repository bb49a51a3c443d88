package io.github.modemqtt.ecmt;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs asynchronous steps one after the other, whether the one before succeeded or not. */
final class SerialChain {
  private CompletableFuture<?> last = CompletableFuture.completedFuture("start");

  synchronized CompletableFuture<Void> then(Supplier<CompletableFuture<Void>> step) {
    CompletableFuture<Void> next =
        last.handle((ignored, failure) -> step.get()).thenCompose(future -> future);
    last = next;
    return next;
  }
}
