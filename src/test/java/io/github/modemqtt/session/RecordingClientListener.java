package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.testsupport.Eventually;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gathers what a client reports, and on which threads. */
final class RecordingClientListener implements ClientListener {
  private final List<ClientState> states = new CopyOnWriteArrayList<>();
  private final List<ModemException> losses = new CopyOnWriteArrayList<>();
  private final List<Message> unhandled = new CopyOnWriteArrayList<>();
  private final List<Boolean> connections = new CopyOnWriteArrayList<>();
  private final List<RecoveryAttempt> attempts = new CopyOnWriteArrayList<>();
  private final List<Publication> results = new CopyOnWriteArrayList<>();
  private final Set<String> threads = ConcurrentHashMap.newKeySet();

  @Override
  public void onStateChange(ClientState state) {
    threads.add(Thread.currentThread().getName());
    states.add(state);
  }

  @Override
  public void onConnected(boolean sessionMayBeLost) {
    threads.add(Thread.currentThread().getName());
    connections.add(sessionMayBeLost);
  }

  @Override
  public void onDisconnected(ModemException cause, boolean willRecover) {
    threads.add(Thread.currentThread().getName());
    losses.add(cause);
  }

  @Override
  public void onRecovery(RecoveryAttempt attempt) {
    threads.add(Thread.currentThread().getName());
    attempts.add(attempt);
  }

  @Override
  public void onPublishResult(Publication publication) {
    results.add(publication);
  }

  @Override
  public void onUnhandledMessage(Message message) {
    threads.add(Thread.currentThread().getName());
    unhandled.add(message);
  }

  void awaitState(ClientState state) {
    Eventually.holds("the client is " + state, () -> states.contains(state));
  }

  ModemException awaitLoss() {
    Eventually.holds("a loss is reported", () -> !losses.isEmpty());
    return losses.get(0);
  }

  Message awaitUnhandled() {
    Eventually.holds("a message is unhandled", () -> !unhandled.isEmpty());
    return unhandled.get(0);
  }

  List<ClientState> states() {
    return List.copyOf(states);
  }

  List<ModemException> losses() {
    return List.copyOf(losses);
  }

  void awaitConnections(int count) {
    Eventually.holds(count + " connections", () -> connections.size() >= count);
  }

  List<Boolean> connections() {
    return List.copyOf(connections);
  }

  List<RecoveryAttempt> attempts() {
    return List.copyOf(attempts);
  }

  List<Publication> results() {
    return List.copyOf(results);
  }

  Set<String> threads() {
    return Set.copyOf(threads);
  }
}
