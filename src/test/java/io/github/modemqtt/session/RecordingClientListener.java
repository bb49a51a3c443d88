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
  private final Set<String> threads = ConcurrentHashMap.newKeySet();

  @Override
  public void onStateChange(ClientState state) {
    threads.add(Thread.currentThread().getName());
    states.add(state);
  }

  @Override
  public void onConnectionLost(ModemException cause) {
    threads.add(Thread.currentThread().getName());
    losses.add(cause);
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

  Set<String> threads() {
    return Set.copyOf(threads);
  }
}
