package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;

/**
 * SUBSCRIBE and UNSUBSCRIBE, one at a time: while one is unanswered, the firmware shares its
 * receive buffer with it, and another one could spoil an incoming message.
 */
final class Subscribing {
  private final Requests requests;
  private final Outstanding outstanding;
  private final EcmtLimits limits;
  private final Duration timeout;
  private final Turns turns = new Turns();

  Subscribing(Requests requests, Outstanding outstanding, EcmtLimits limits, Duration timeout) {
    this.requests = requests;
    this.outstanding = outstanding;
    this.limits = limits;
    this.timeout = timeout;
  }

  CompletableFuture<Void> subscribe(int messageId, TopicFilter filter, Qos qos) {
    return inTurn(
        new Outstanding.Answer("subscribe to " + filter, "SUBACK"),
        new EcmtSubscribe(Requests.CONNECTION, messageId, filter, qos, limits),
        EcmtUrcs.SubscribeResult::result);
  }

  CompletableFuture<Void> unsubscribe(int messageId, TopicFilter filter) {
    return inTurn(
        new Outstanding.Answer("unsubscribe from " + filter, "UNSUBACK"),
        new EcmtUnsubscribe(Requests.CONNECTION, messageId, filter, limits),
        EcmtUrcs.UnsubscribeResult::result);
  }

  private <T> CompletableFuture<Void> inTurn(
      Outstanding.Answer answer, DeferredCommand<T> command, ToIntFunction<T> code) {
    String shown = command.line().toString(); // refuses a bad filter before it waits for its turn
    CompletableFuture<Void> done = new CompletableFuture<>();
    turns.take(
        shown,
        () -> {
          CompletableFuture<Void> answered =
              outstanding.until(answer, requests.result(command, timeout), code);
          return answered.whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  done.complete(value);
                } else {
                  done.completeExceptionally(failure);
                }
              });
        });
    return done;
  }
}
