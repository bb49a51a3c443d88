package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.ecmt.EcmtUrcs.CloseResult;
import io.github.modemqtt.ecmt.EcmtUrcs.DisconnectResult;
import io.github.modemqtt.mqtt.ModuleStuckException;
import io.github.modemqtt.mqtt.MqttFailureException;
import io.github.modemqtt.mqtt.MqttLinkState;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection.
 *
 * <p>What counts is the state that the module tells, not the answer to the command: the result can
 * be lost, or be forged by a message, and a module that is reconnecting refuses to close for a
 * while.
 */
final class Closing {
  private static final int TRIES = 6;

  private final Requests requests;
  private final EcmtTimeouts timeouts;
  private final ReopenPause reopenPause;

  Closing(Requests requests, EcmtTimeouts timeouts, ReopenPause reopenPause) {
    this.requests = requests;
    this.timeouts = timeouts;
    this.reopenPause = reopenPause;
  }

  // ---- CLOSE ----

  /** Completes when nothing is open any more; the step is what it is done for, in words. */
  CompletableFuture<Void> close(String step) {
    return close(step, TRIES);
  }

  private CompletableFuture<Void> close(String step, int tries) {
    return end(new EcmtClose(Requests.CONNECTION))
        .handle((result, failure) -> closed(step, tries, result, failure))
        .thenCompose(future -> future);
  }

  private CompletableFuture<Void> closed(
      String step, int tries, @Nullable CloseResult result, @Nullable Throwable failure) {
    if (failure == null && result != null && !result.ambiguous()) {
      return Steps.completed();
    }
    boolean rejected = Steps.isRejection(failure);
    boolean silent = Steps.isSilence(failure);
    if (failure != null && !rejected && !silent) {
      return CompletableFuture.failedFuture(Steps.unwrap(failure));
    }
    int triesLeft = silent ? Math.min(tries - 1, 1) : tries - 1;
    return requests
        .state()
        .thenCompose(
            state ->
                switch (state) {
                  case NONE, DISCONNECTED -> Steps.completed();
                  case NOT_CONNECTED ->
                      rejected || triesLeft == 0 ? Steps.completed() : again(step, triesLeft);
                  case CONNECTING, CONNECTED ->
                      triesLeft > 0
                          ? again(step, triesLeft)
                          : CompletableFuture.failedFuture(stuck(step, state, failure));
                });
  }

  private CompletableFuture<Void> again(String step, int tries) {
    return reopenPause.full().thenCompose(ignored -> close(step, tries));
  }

  private static ModuleStuckException stuck(
      String step, EcmtConnectQuery.State state, @Nullable Throwable failure) {
    return new ModuleStuckException(
        step,
        Requests.linkState(state),
        state == EcmtConnectQuery.State.CONNECTING
            ? "the module is connecting by itself to the broker that it had before, and cannot be"
                + " stopped"
            : "the module stays connected, whatever it is told",
        "wait for its own reconnect, or " + Requests.RESET,
        failure == null ? null : Steps.unwrap(failure));
  }

  // ---- DISC ----

  CompletableFuture<Void> disconnect() {
    return end(new EcmtDisconnect(Requests.CONNECTION))
        .handle(this::disconnected)
        .thenCompose(future -> future);
  }

  private CompletableFuture<Void> disconnected(
      @Nullable DisconnectResult result, @Nullable Throwable failure) {
    if (failure != null) {
      return Steps.isSilence(failure)
          ? requireDisconnected(1, Steps.unwrap(failure))
          : CompletableFuture.failedFuture(Steps.unwrap(failure));
    }
    if (result != null && result.ambiguous()) {
      return requireDisconnected(TRIES, notDisconnected("a message held what looks like a result"));
    }
    return result != null && result.result() == 0
        ? Steps.completed()
        : CompletableFuture.failedFuture(notDisconnected("the module was not connected"));
  }

  private static MqttFailureException notDisconnected(String detail) {
    return new MqttFailureException("disconnect", detail, "close the connection");
  }

  /** Success of DISC is the end of the TCP connection and of all settings, too. */
  private CompletableFuture<Void> requireDisconnected(int tries, Throwable otherwise) {
    return requests
        .state()
        .thenCompose(
            state -> {
              if (Requests.linkState(state) == MqttLinkState.CLOSED) {
                return Steps.completed();
              }
              return tries > 1
                  ? reopenPause
                      .full()
                      .thenCompose(ignored -> requireDisconnected(tries - 1, otherwise))
                  : CompletableFuture.failedFuture(otherwise);
            });
  }

  /** A command that ends the connection, unless it is refused. */
  private <T> CompletableFuture<T> end(DeferredCommand<T> command) {
    return requests
        .result(command, timeouts.end())
        .whenComplete(
            (result, failure) -> {
              if (!Steps.isRejection(failure)) {
                reopenPause.begin();
              }
            });
  }
}
