package io.github.modemqtt.session;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.modem.NetworkMonitor;
import io.github.modemqtt.modem.NetworkReports;
import io.github.modemqtt.modem.NetworkView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of its network, across its lines, and the questions about the signal in an
 * interval. Thread-safe.
 */
final class NetworkWatch {
  private final ClientSettings settings;
  private final ClientEvents events;
  private final BooleanSupplier busy;
  private volatile @Nullable NetworkMonitor current;

  /** Guarded by this. */
  private @Nullable CompletableFuture<Void> timer;

  /** The line is left alone while it is busy. */
  NetworkWatch(ClientSettings settings, ClientEvents events, BooleanSupplier busy) {
    this.settings = settings;
    this.events = events;
    this.busy = busy;
  }

  Optional<NetworkView> view() {
    NetworkView known = known();
    return known == NetworkView.UNKNOWN ? Optional.empty() : Optional.of(known);
  }

  /** A new line; what was known stays known. */
  NetworkMonitor begin(AtChannel channel) {
    boolean mayAsk = settings.bringUp().networkReports() == NetworkReports.ON;
    NetworkMonitor next = new NetworkMonitor(channel, known(), mayAsk, events::network);
    current = next;
    return next;
  }

  private NetworkView known() {
    NetworkMonitor last = current;
    return last == null ? NetworkView.UNKNOWN : last.view();
  }

  /** Asks for the signal from now on, until the line ends. */
  synchronized void poll(NetworkMonitor network) {
    end();
    if (settings.networkInterval().isZero()) {
      return;
    }
    CompletableFuture<Void> next = new CompletableFuture<>();
    next.thenRunAsync(() -> ask(network, next));
    next.completeOnTimeout(null, Nanos.of(settings.networkInterval()), TimeUnit.NANOSECONDS);
    timer = next;
  }

  private void ask(NetworkMonitor network, CompletableFuture<Void> self) {
    CompletableFuture<?> asked =
        busy.getAsBoolean() ? CompletableFuture.completedFuture(null) : network.refreshSignal();
    asked.whenComplete((done, failure) -> again(network, self));
  }

  private synchronized void again(NetworkMonitor network, CompletableFuture<Void> self) {
    if (timer == self) {
      poll(network);
    }
  }

  /** The line ends. */
  synchronized void end() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
