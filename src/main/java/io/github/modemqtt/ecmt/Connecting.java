package io.github.modemqtt.ecmt;

import io.github.modemqtt.ecmt.EcmtUrcs.ConnectResult;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.ConnectReturnCode;
import io.github.modemqtt.mqtt.MqttFailureException;
import io.github.modemqtt.mqtt.MqttRefusedException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * CONNECT and its answers.
 *
 * <p>A refusal, and a CONNECT that nobody answers, are followed by a close: the module would go on
 * trying with the same credentials, or count as connected because it has sent CONNECT. "Could not
 * be sent" is no last word: some builds say so and are connected a moment later.
 */
final class Connecting {
  /** In a result that is none of the broker's. */
  private static final int NOT_SENT = 2;

  private final Requests requests;
  private final Closing closing;
  private final LinkWatch watch;
  private final EcmtProfile profile;
  private final EcmtOptions options;

  Connecting(
      Requests requests,
      Closing closing,
      LinkWatch watch,
      EcmtProfile profile,
      EcmtOptions options) {
    this.requests = requests;
    this.closing = closing;
    this.watch = watch;
    this.profile = profile;
    this.options = options;
  }

  CompletableFuture<Void> connect(BrokerAddress broker, ConnectOptions connect) {
    EcmtConnect command = Expressible.connect(connect, profile.limits());
    command.line(); // refuses bad options before anything is noted
    CompletableFuture<ConnectResult> further = watch.connecting();
    return requests
        .result(command, options.timeouts().connect())
        .handle(
            (result, failure) ->
                failure == null
                    ? firstResult(broker, result, further)
                    : withoutResult(broker, Steps.unwrap(failure)))
        .thenCompose(future -> future)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                watch.connected();
              } else {
                watch.idle();
              }
            });
  }

  private CompletableFuture<Void> withoutResult(BrokerAddress broker, Throwable failure) {
    return Steps.isSilence(failure)
        ? closing.close(step(broker)).thenCompose(ignored -> failed(failure))
        : failed(failure);
  }

  private CompletableFuture<Void> firstResult(
      BrokerAddress broker, ConnectResult result, CompletableFuture<ConnectResult> further) {
    if (result.result() != NOT_SENT) {
      return judged(broker, result);
    }
    if (options.tls() != null) {
      return closeAndFail(
          broker,
          new TlsUnusableException(
              "the module reported that it could not send CONNECT, after which this firmware"
                  + " connects over plain TCP"));
    }
    return further.isDone()
        ? judged(broker, further.join())
        : contradicted(broker, result, further);
  }

  /** A module that is connecting has not failed yet. */
  private CompletableFuture<Void> contradicted(
      BrokerAddress broker, ConnectResult first, CompletableFuture<ConnectResult> further) {
    return requests
        .state()
        .thenCompose(
            state ->
                switch (state) {
                  case CONNECTING, CONNECTED ->
                      further
                          .copy()
                          .completeOnTimeout(
                              first, options.secondResultWait().toNanos(), TimeUnit.NANOSECONDS);
                  case NONE, NOT_CONNECTED, DISCONNECTED ->
                      CompletableFuture.completedFuture(further.getNow(first));
                })
        .thenCompose(result -> judged(broker, result));
  }

  private CompletableFuture<Void> judged(BrokerAddress broker, ConnectResult result) {
    return result.result() == 0 && result.returnCode() == 0
        ? Steps.completed()
        : closeAndFail(broker, failure(broker, result));
  }

  /** That the module could not even be closed is second to why. */
  private CompletableFuture<Void> closeAndFail(BrokerAddress broker, RuntimeException failure) {
    return closing
        .close(step(broker))
        .handle(
            (done, alsoFailed) -> {
              if (alsoFailed != null) {
                failure.addSuppressed(Steps.unwrap(alsoFailed));
              }
              return failed(failure);
            })
        .thenCompose(future -> future);
  }

  private static CompletableFuture<Void> failed(Throwable failure) {
    return CompletableFuture.failedFuture(failure);
  }

  private static RuntimeException failure(BrokerAddress broker, ConnectResult result) {
    Optional<MqttRefusedException> refusal = refusal(broker, result);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return new MqttFailureException(
        step(broker),
        "+ECMTCONN reported "
            + (result.result() == NOT_SENT
                ? "that CONNECT could not be sent"
                : "result " + result.result() + ", code " + result.returnCode()),
        "check that the broker speaks MQTT on this port, then open again");
  }

  /** What the broker said, if it refused. */
  static Optional<MqttRefusedException> refusal(BrokerAddress broker, ConnectResult result) {
    return result.result() == 0
        ? ConnectReturnCode.ofCode(result.returnCode())
            .map(code -> new MqttRefusedException(broker, code))
        : Optional.empty();
  }

  private static String step(BrokerAddress broker) {
    return "connect to " + broker;
  }
}
