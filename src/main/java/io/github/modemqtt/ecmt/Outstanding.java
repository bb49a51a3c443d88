package io.github.modemqtt.ecmt;

import io.github.modemqtt.mqtt.MqttFailureException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The steps that wait for an answer of the broker, which the end of the link takes away.
 *
 * <p>The firmware forgets what is in flight when it connects again, and repeats nothing.
 * Thread-safe.
 */
final class Outstanding {
  private final Map<CompletableFuture<?>, String> stepOf = new ConcurrentHashMap<>();

  /** A future that ends as the result does, or when the link is lost. */
  <T> CompletableFuture<T> until(String step, CompletableFuture<T> result) {
    CompletableFuture<T> bound = new CompletableFuture<>();
    stepOf.put(bound, step);
    result.whenComplete(
        (value, failure) -> {
          stepOf.remove(bound);
          if (failure == null) {
            bound.complete(value);
          } else {
            bound.completeExceptionally(failure);
          }
        });
    return bound;
  }

  void linkLost() {
    stepOf.forEach(
        (future, step) -> {
          stepOf.remove(future);
          future.completeExceptionally(
              new MqttFailureException(
                  step,
                  "the link to the broker was lost before the broker answered",
                  "do it again when the link is back; it may have been done already"));
        });
  }
}
