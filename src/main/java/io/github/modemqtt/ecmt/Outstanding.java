package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.FinalResult;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.mqtt.MqttFailureException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * The steps that wait for an answer of the broker, which the end of the link takes away.
 *
 * <p>The firmware forgets what is in flight when it connects again, and repeats nothing. A step
 * that fails, other than by the end of the link, is evidence against the link. Thread-safe.
 */
final class Outstanding {
  private static final int OPERATION_NOT_ALLOWED = 3;
  private static final int NOT_UNDERSTOOD = 1;

  private record Pending(Answer answer, CompletableFuture<?> result) {}

  /** What waits for which answer, in words. */
  record Answer(String step, String name) {}

  private final Consumer<String> doubt;
  private final Map<CompletableFuture<Void>, Pending> pending = new ConcurrentHashMap<>();

  Outstanding(Consumer<String> doubt) {
    this.doubt = doubt;
  }

  /** A future that ends as the result tells, or when the link is lost. */
  <T> CompletableFuture<Void> until(
      Answer answer, CompletableFuture<T> result, ToIntFunction<T> code) {
    CompletableFuture<Void> bound = new CompletableFuture<>();
    pending.put(bound, new Pending(answer, result));
    result.whenComplete(
        (value, failure) -> {
          if (pending.remove(bound) == null) {
            return; // the link was lost meanwhile, and this tells nothing of the next one
          }
          if (failure == null) {
            answered(answer, code.applyAsInt(value), bound);
          } else {
            failed(answer, Steps.unwrap(failure), bound);
          }
        });
    return bound;
  }

  private void answered(Answer answer, int code, CompletableFuture<Void> bound) {
    if (code == 0) {
      bound.complete(Steps.done());
    } else if (code == NOT_UNDERSTOOD) {
      bound.completeExceptionally(
          new MqttFailureException(
              answer.step,
              "the module did not understand " + answer.name,
              "check the broker, then try again"));
    } else {
      doubt.accept("the module could not " + answer.step + " (result " + code + ")");
      bound.completeExceptionally(
          new MqttFailureException(
              answer.step,
              "the module could not send it (result " + code + ")",
              "the link is lost or the packet too long: wait until the module has connected"
                  + " again"));
    }
  }

  private void failed(Answer answer, Throwable failure, CompletableFuture<Void> bound) {
    if (failure instanceof CommandRejectedException rejected && isStateRefusal(rejected.result())) {
      doubt.accept("the module refused to " + answer.step + ": " + rejected.result());
    } else if (failure instanceof ResultTimeoutException) {
      doubt.accept(answer.name + " did not come in time, to " + answer.step);
    }
    bound.completeExceptionally(failure);
  }

  /** Builds with {@code AT+CMEE=0} say plain {@code ERROR} for it, as for everything else. */
  private static boolean isStateRefusal(FinalResult result) {
    return result.kind() == FinalResult.Kind.ERROR
        || result.kind() == FinalResult.Kind.CME_ERROR
            && result.code().orElse(0) == OPERATION_NOT_ALLOWED;
  }

  /** Nobody will answer any more. What has not been sent yet is not sent. */
  void linkLost() {
    // what is begun while these fail belongs to the next link
    for (CompletableFuture<Void> bound : List.copyOf(pending.keySet())) {
      Pending step = pending.remove(bound);
      if (step != null) {
        step.result.cancel(false); // else its late result could be taken for a later one's
        bound.completeExceptionally(
            new MqttFailureException(
                step.answer.step,
                "the link to the broker was lost before the broker answered",
                "do it again when the link is back; it may have been done already"));
      }
    }
  }
}
