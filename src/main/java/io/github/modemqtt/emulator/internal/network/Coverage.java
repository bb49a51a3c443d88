package io.github.modemqtt.emulator.internal.network;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import java.time.Duration;

/** Whether anything passes between the module and its network. */
final class Coverage {
  private final ModuleTime time;
  private long backAt;

  Coverage(ModuleTime time) {
    this.time = time;
    backAt = time.nanoTime();
  }

  /** Nothing passes for so long; an outage that lasts longer anyway stays. */
  void out(Duration length) {
    if (length.compareTo(left()) > 0) {
      backAt = time.nanoTime() + length.toNanos();
    }
  }

  boolean isOut() {
    return backAt - time.nanoTime() > 0;
  }

  /** How long the outage still lasts. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, backAt - time.nanoTime()));
  }
}
