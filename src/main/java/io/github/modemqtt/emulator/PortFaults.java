package io.github.modemqtt.emulator;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import io.github.modemqtt.transport.ModulePort;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the module's port go away and come back. Used in the module's own time. */
final class PortFaults {
  private static final Logger LOG = LoggerFactory.getLogger(PortFaults.class);

  private final Transport line;
  private final ModuleTime time;

  /** What is done to the port may block, and is done in order. */
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  private ModuleClock.@Nullable Timer comeback;

  PortFaults(Transport line, ModuleTime time) {
    this.line = line;
    this.time = time;
  }

  /** Any thread may ask. */
  void requirePort() {
    port();
  }

  private ModulePort port() {
    if (line instanceof ModulePort port) {
      return port;
    }
    throw new IllegalArgumentException(
        "the line " + line.name() + " cannot come back: give the module a ModulePort");
  }

  void goAway(Duration duration) {
    ModulePort port = port();
    if (comeback != null) {
      comeback.cancel();
    }
    next(port::unplug);
    comeback = time.after(duration, () -> next(port::plugIn));
  }

  private void next(Runnable action) {
    last = last.thenRunAsync(() -> attempt(action), EmulatorThreads.BLOCKING);
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (ModemException e) {
      LOG.warn("{} does not come back: {}", line.name(), e.getMessage());
    }
  }
}
