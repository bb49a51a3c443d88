package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.BringUpStep;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.ClientStateException;
import io.github.modemqtt.session.ConnectionLostException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells a person what takes so long; losses are told to everybody. */
final class Progress implements ClientListener {
  private static final long REASON_SECONDS = 1;

  private final Streams streams;
  private final CompletableFuture<ModemException> loss = new CompletableFuture<>();

  Progress(Streams streams) {
    this.streams = streams;
  }

  /** What has put the client into a state in which it does nothing; told on another thread. */
  ModemException reasonOf(ClientStateException failure) {
    try {
      return loss.get(REASON_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure;
    }
  }

  @Override
  public void onStep(BringUpStep step, String text) {
    if (streams.interactive() && (step == BringUpStep.REGISTER || step == BringUpStep.ADDRESS)) {
      streams.say("modemqtt: " + step.name().toLowerCase(Locale.ROOT) + ": " + text);
    }
  }

  @Override
  public void onStateChange(ClientState state) {
    if (streams.interactive() && state == ClientState.CONNECTING) {
      streams.say("modemqtt: connecting");
    }
  }

  /**
   * Only a loss that the module mends is news. Another one ends the command, which then tells it,
   * and a refused CONNECT is repeated by the module: it would be told three times.
   */
  @Override
  public void onConnectionLost(ModemException cause) {
    if (!(cause instanceof ConnectionLostException lost && lost.isReconnecting())) {
      loss.complete(cause);
      return;
    }
    if (ExitHook.isProcessEnding()) {
      return;
    }
    streams.say("modemqtt: " + Failures.describe(cause));
  }
}
