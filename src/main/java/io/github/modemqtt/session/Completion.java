package io.github.modemqtt.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The end of one future handed on to another, as itself and not wrapped. */
final class Completion {
  private Completion() {}

  static <T> void pass(T done, @Nullable Throwable failure, CompletableFuture<T> future) {
    if (failure == null) {
      future.complete(done);
    } else {
      future.completeExceptionally(unwrap(failure));
    }
  }

  static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
