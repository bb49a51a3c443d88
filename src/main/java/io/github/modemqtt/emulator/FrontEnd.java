package io.github.modemqtt.emulator;

import io.github.modemqtt.emulator.internal.command.LineOutput;
import io.github.modemqtt.emulator.internal.fault.ByteFaults;
import io.github.modemqtt.emulator.model.TrafficListener;
import java.util.Optional;

/** What lies between the module's channel and its line. */
final class FrontEnd implements LineOutput {
  private final LineOutput output;
  private final Optional<TrafficListener> listener;
  private final ByteFaults faults = new ByteFaults();
  private boolean muted;

  FrontEnd(LineOutput output, Optional<TrafficListener> listener) {
    this.output = output;
    this.listener = listener;
  }

  ByteFaults faults() {
    return faults;
  }

  void mute(boolean on) {
    muted = on;
  }

  void received(byte[] chunk) {
    listener.ifPresent(l -> l.fromHost(chunk.clone()));
  }

  @Override
  public void send(byte[] message) {
    if (muted) {
      return;
    }
    byte[] spoiled = faults.spoil(message);
    if (spoiled.length > 0) {
      listener.ifPresent(l -> l.toHost(spoiled.clone()));
      output.send(spoiled);
    }
  }
}
