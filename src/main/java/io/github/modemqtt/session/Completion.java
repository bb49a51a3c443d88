package io.github.modemqtt.session;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The end of one future handed on to another. */
final class Completion {
  private Completion() {}

  static void pass(Void done, @Nullable Throwable failure, CompletableFuture<Void> future) {
    if (failure == null) {
      future.complete(done);
    } else {
      future.completeExceptionally(failure);
    }
  }
}
