package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.NetworkView;
import io.github.modemqtt.mqtt.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Tells the user's listener, metrics and futures, each where it belongs. Thread-safe. */
final class ClientEvents {
  private final CallbackThread callbacks;
  private final ClientListener listener;
  private final ClientMetrics metrics;

  ClientEvents(CallbackThread callbacks, ClientListener listener, ClientMetrics metrics) {
    this.callbacks = callbacks;
    this.listener = listener;
    this.metrics = metrics;
  }

  void state(ClientState state) {
    metrics.onState(state);
    callbacks.execute(() -> listener.onStateChange(state));
  }

  void connected(boolean sessionMayBeLost) {
    callbacks.execute(() -> listener.onConnected(sessionMayBeLost));
  }

  void disconnected(ModemException cause, boolean willRecover) {
    metrics.onDisconnected(cause, willRecover);
    callbacks.execute(() -> listener.onDisconnected(cause, willRecover));
  }

  void recovery(RecoveryAttempt attempt) {
    metrics.onRecoveryAttempt(attempt);
    callbacks.execute(() -> listener.onRecovery(attempt));
  }

  void recovered(RecoveryStep step, Duration outage) {
    metrics.onRecovered(step, outage);
  }

  void network(NetworkView network) {
    callbacks.execute(() -> listener.onNetworkChange(network));
  }

  // ---- publishing ----

  void queued(OutboxEntry entry) {
    metrics.onQueued(entry.message().qos(), entry.message().payloadSize());
  }

  void accepted(OutboxEntry entry) {
    entry.markAccepted();
    metrics.onAccepted(
        entry.message().qos(), entry.attempts(), entry.sinceQueued(System.nanoTime()));
    CompletableFuture<Void> waiting = entry.publication().markAccepted();
    if (waiting != null) {
      callbacks.execute(() -> Publication.complete(waiting));
    }
  }

  void acknowledged(OutboxEntry entry) {
    long now = System.nanoTime();
    metrics.onAcknowledged(entry.message().qos(), entry.sinceAccepted(now), entry.sinceQueued(now));
    Publication publication = entry.publication();
    callbacks.execute(
        () -> {
          publication.completeAcknowledged();
          listener.onPublishResult(publication);
        });
  }

  void failed(OutboxEntry entry, Throwable failure) {
    metrics.onPublishFailed(entry.message().qos(), failure, entry.sinceQueued(System.nanoTime()));
    Publication publication = entry.publication();
    callbacks.execute(
        () -> {
          publication.completeFailed(failure);
          listener.onPublishResult(publication);
        });
  }

  void outboxRefused() {
    metrics.onOutboxRefusal();
  }

  // ---- receiving ----

  /** What pulls gets its messages at once; handlers get them later, all in one turn. */
  void message(
      Message message,
      List<Consumer<? super Message>> handlers,
      List<Consumer<? super Message>> forAll) {
    metrics.onMessage(message.payloadSize());
    List<Consumer<? super Message>> called = new ArrayList<>(forAll);
    for (Consumer<? super Message> handler : handlers) {
      if (handler instanceof MessageBuffer buffer) {
        buffer.accept(message);
      } else {
        called.add(handler);
      }
    }
    if (handlers.isEmpty()) {
      called.add(listener::onUnhandledMessage);
    }
    if (!called.isEmpty() && !callbacks.deliver(() -> call(called, message))) {
      metrics.onHandlerDrop();
    }
  }

  private static void call(List<Consumer<? super Message>> handlers, Message message) {
    for (Consumer<? super Message> handler : handlers) {
      CallbackThread.guarded(() -> handler.accept(message));
    }
  }

  /** A message found no room where it was to be pulled from. */
  void notPulled() {
    metrics.onHandlerDrop();
  }

  void duplicate() {
    metrics.onMessageDuplicate();
  }
}
