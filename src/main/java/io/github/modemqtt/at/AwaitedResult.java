package io.github.modemqtt.at;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The result URC of a deferred command that is still to come. Guarded by the channel's lock. */
final class AwaitedResult<T> {
  final DeferredCommand<T> command;
  final String shown;
  final CompletableFuture<T> future = new CompletableFuture<>();
  boolean accepted;

  /** Set when the OK came; until then there is none. */
  long deadlineNanos = Long.MAX_VALUE;

  private @Nullable T early;

  AwaitedResult(DeferredCommand<T> command, String shown) {
    this.command = command;
    this.shown = shown;
  }

  boolean matches(UrcType<?> type, Object urc) {
    return early == null && command.resultType() == type && command.isResult(cast(urc));
  }

  /** Keeps a result that came before its OK. */
  void keep(Object urc) {
    early = cast(urc);
  }

  @Nullable T early() {
    return early;
  }

  void complete(Object urc) {
    future.complete(cast(urc));
  }

  @SuppressWarnings("unchecked") // the type of the URC was compared by identity
  private T cast(Object urc) {
    return (T) urc;
  }
}
