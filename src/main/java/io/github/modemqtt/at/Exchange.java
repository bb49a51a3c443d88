package io.github.modemqtt.at;

import java.util.concurrent.CompletableFuture;

/**
 * The two stages of a {@link DeferredCommand}.
 *
 * @param accepted completes at {@code OK}; fails if the module rejects the command or does not
 *     answer
 * @param completed completes with the result URC, never before {@code accepted}; fails as {@code
 *     accepted} does, or with {@link ResultTimeoutException}
 * @param <T> the type of the result
 */
public record Exchange<T>(CompletableFuture<Void> accepted, CompletableFuture<T> completed) {}
