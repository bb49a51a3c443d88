package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.NetworkView;
import io.github.modemqtt.mqtt.Message;
import java.time.Duration;
import java.util.List;
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
    callbacks.execute(() -> listener.onDisconnected(cause, willRecover));
  }

  void recovery(RecoveryAttempt attempt) {
    metrics.onRecoveryAttempt(attempt.step());
    callbacks.execute(() -> listener.onRecovery(attempt));
  }

  void recovered(Duration outage) {
    metrics.onRecovered(outage);
  }

  void network(NetworkView network) {
    callbacks.execute(() -> listener.onNetworkChange(network));
  }

  // ---- publishing ----

  void accepted(OutboxEntry entry) {
    count(entry, PublishStage.ACCEPTED);
    callbacks.execute(() -> entry.publication().accepted().complete(null));
  }

  void acknowledged(OutboxEntry entry) {
    count(entry, PublishStage.ACKNOWLEDGED);
    Publication publication = entry.publication();
    callbacks.execute(
        () -> {
          publication.accepted().complete(null);
          publication.acknowledged().complete(null);
          listener.onPublishResult(publication);
        });
  }

  void failed(OutboxEntry entry, Throwable failure) {
    count(entry, PublishStage.FAILED);
    Publication publication = entry.publication();
    callbacks.execute(
        () -> {
          publication.accepted().completeExceptionally(failure);
          publication.acknowledged().completeExceptionally(failure);
          listener.onPublishResult(publication);
        });
  }

  private void count(OutboxEntry entry, PublishStage stage) {
    metrics.onPublish(entry.message().qos(), stage, entry.sinceQueued());
  }

  void outboxDropped() {
    metrics.onOutboxDrop();
  }

  // ---- receiving ----

  void message(Message message, List<Consumer<? super Message>> handlers) {
    metrics.onMessage(message.payloadSize());
    if (handlers.isEmpty()) {
      deliver(() -> listener.onUnhandledMessage(message));
    }
    for (Consumer<? super Message> handler : handlers) {
      deliver(() -> handler.accept(message));
    }
  }

  private void deliver(Runnable handler) {
    if (!callbacks.deliver(handler)) {
      metrics.onMessageDrop();
    }
  }
}
