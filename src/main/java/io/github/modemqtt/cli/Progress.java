package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.BringUpStep;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.ClientState;
import java.util.Locale;

/** Tells a person what takes so long; losses are told to everybody. */
final class Progress implements ClientListener {
  private final Streams streams;

  Progress(Streams streams) {
    this.streams = streams;
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

  @Override
  public void onConnectionLost(ModemException cause) {
    if (ExitHook.isProcessEnding()) {
      return;
    }
    streams.say("modemqtt: " + Failures.describe(cause));
  }
}
