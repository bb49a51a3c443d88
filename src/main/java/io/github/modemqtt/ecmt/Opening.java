package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtException;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.ecmt.EcmtUrcs.OpenResult;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.BrokerUnreachableException;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.ModuleStuckException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Settings and TCP connection.
 *
 * <p>An open that comes while one is open, is being opened, or has just been closed is answered
 * {@code OK} and brings no result. So what is open is closed first, and an open without a result is
 * repeated after a look at the state.
 */
final class Opening {
  private static final String STEP = "open a connection";

  private final Requests requests;
  private final Closing closing;
  private final ReopenPause reopenPause;
  private final EcmtProfile profile;
  private final EcmtOptions options;

  Opening(
      Requests requests,
      Closing closing,
      ReopenPause reopenPause,
      EcmtProfile profile,
      EcmtOptions options) {
    this.requests = requests;
    this.closing = closing;
    this.reopenPause = reopenPause;
    this.profile = profile;
    this.options = options;
  }

  /** One open, with all that belongs to it. */
  private record Attempt(BrokerAddress broker, ConnectOptions connect, int number) {
    Attempt next() {
      return new Attempt(broker, connect, number + 1);
    }
  }

  void requireExpressible(BrokerAddress broker, ConnectOptions connect) {
    Expressible.require(broker, connect, profile, options);
  }

  CompletableFuture<Void> open(BrokerAddress broker, ConnectOptions connect) {
    return open(new Attempt(broker, connect, 1));
  }

  private CompletableFuture<Void> open(Attempt attempt) {
    EcmtOpen command = Expressible.open(attempt.broker, profile.limits());
    return requests
        .state()
        .thenCompose(this::closeLeftOver)
        .thenCompose(ignored -> reopenPause.over())
        .thenCompose(ignored -> configure(attempt.connect))
        .thenCompose(ignored -> requests.result(command, options.timeouts().open()))
        .handle((result, failure) -> opened(attempt, result, failure))
        .thenCompose(future -> future);
  }

  private CompletableFuture<Void> closeLeftOver(EcmtConnectQuery.State state) {
    return state == EcmtConnectQuery.State.NONE ? Steps.completed() : closing.close(STEP);
  }

  private CompletableFuture<Void> configure(ConnectOptions connect) {
    CompletableFuture<Void> last = Steps.completed();
    for (EcmtConfigure setting : Expressible.settings(connect, profile.limits(), options.tls())) {
      last = last.thenCompose(ignored -> requests.configure(setting));
    }
    return last;
  }

  private CompletableFuture<Void> opened(
      Attempt attempt, @Nullable OpenResult result, @Nullable Throwable failure) {
    if (failure == null) {
      return result != null && result.result() == 0
          ? Steps.completed()
          : CompletableFuture.failedFuture(
              new BrokerUnreachableException(
                  attempt.broker,
                  "+ECMTOPEN reported a failure (DNS, TCP refused, or no answer)",
                  null));
    }
    Throwable cause = Steps.unwrap(failure);
    boolean isOpens = cause instanceof AtException at && at.command().startsWith("AT+ECMTOPEN");
    if (isOpens && Steps.isSilence(cause)) {
      return withoutResult(attempt, cause);
    }
    if (isOpens && cause instanceof CommandRejectedException rejected) {
      return CompletableFuture.failedFuture(
          new BrokerUnreachableException(
              attempt.broker,
              "AT+ECMTOPEN was answered with "
                  + rejected.result()
                  + ", as without a network"
                  + " address",
              rejected));
    }
    return CompletableFuture.failedFuture(cause);
  }

  /** The next attempt closes what is open by then. */
  private CompletableFuture<Void> withoutResult(Attempt attempt, Throwable silence) {
    return requests
        .state()
        .thenCompose(
            state -> {
              if (state == EcmtConnectQuery.State.CONNECTING
                  || attempt.number > options.openRetries()) {
                return CompletableFuture.failedFuture(stuck(attempt, state, silence));
              }
              return reopenPause.full().thenCompose(ignored -> open(attempt.next()));
            });
  }

  private static ModuleStuckException stuck(
      Attempt attempt, EcmtConnectQuery.State state, Throwable silence) {
    String detail =
        state == EcmtConnectQuery.State.CONNECTING
            ? "AT+ECMTOPEN brought no +ECMTOPEN, because the module is connecting by itself"
            : "AT+ECMTOPEN brought no +ECMTOPEN, " + attempt.number + " times";
    return new ModuleStuckException(
        STEP, Requests.linkState(state), detail, Requests.RESET, silence);
  }
}
