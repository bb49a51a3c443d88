package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.BringUpStep;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.Reconnector;
import io.github.modemqtt.session.RecoveryAttempt;
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

  /** A loss that the client does not mend ends the command, which then tells it. */
  @Override
  public void onDisconnected(ModemException cause, boolean willRecover) {
    if (willRecover && !isLineLost(cause) && !ExitHook.isProcessEnding()) {
      streams.say("modemqtt: " + Failures.describe(cause));
    }
  }

  @Override
  public void onRecovery(RecoveryAttempt attempt) {
    if (attempt.number() > 1 && !isLineLost(attempt.cause()) && !ExitHook.isProcessEnding()) {
      streams.say(
          "modemqtt: "
              + Failures.describe(attempt.cause())
              + "; trying again in "
              + attempt.delay().toSeconds()
              + " s");
    }
  }

  /** Scripts want to know when the port is gone; people see it anyway. */
  static boolean isLineLost(ModemException cause) {
    return Reconnector.isLineLost(cause);
  }
}
