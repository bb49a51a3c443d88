package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.CommandTimeoutException;
import io.github.modemqtt.at.ResultTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How asynchronous steps begin and end. */
final class Steps {
  private Steps() {}

  /** Bad arguments fail the future like everything else. */
  static CompletableFuture<Void> guarded(Supplier<CompletableFuture<Void>> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  static CompletableFuture<Void> completed() {
    return CompletableFuture.completedFuture(done());
  }

  @SuppressWarnings("NullAway") // Void has no other value
  static Void done() {
    return null;
  }

  static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  static CompletionException rethrown(Throwable failure) {
    return new CompletionException(unwrap(failure));
  }

  static boolean isRejection(@Nullable Throwable failure) {
    return failure != null && unwrap(failure) instanceof CommandRejectedException;
  }

  /** Whether it is unknown what became of a command: its answer, or its result, did not come. */
  static boolean isSilence(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : unwrap(failure);
    return cause instanceof ResultTimeoutException || cause instanceof CommandTimeoutException;
  }
}
