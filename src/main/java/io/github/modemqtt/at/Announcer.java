package io.github.modemqtt.at;

import java.time.Duration;
import java.util.function.BiConsumer;

/** Tells the listener what happens, through the deliveries. Guarded by the channel's lock. */
final class Announcer {
  private final AtListener listener;
  private final boolean silent;
  private final Deliveries deliveries;
  private long now;

  Announcer(AtListener listener, Deliveries deliveries) {
    this.listener = listener;
    this.silent = listener == AtListener.NONE;
    this.deliveries = deliveries;
  }

  /** Sets the moment of what follows. */
  void at(long nanoTime) {
    now = nanoTime;
  }

  /** Whether nobody listens, so that nothing need be prepared. */
  boolean isSilent() {
    return silent;
  }

  void sent(byte[] masked) {
    tell((at, to) -> to.onSent(at, masked));
  }

  void received(byte[] bytes) {
    tell((at, to) -> to.onReceived(at, bytes));
  }

  void command(String line) {
    tell((at, to) -> to.onCommand(at, line));
  }

  void prompt() {
    tell((at, to) -> to.onPrompt(at));
  }

  void data(int bytes) {
    tell((at, to) -> to.onData(at, bytes));
  }

  void line(AtListener.LineKind kind, String masked) {
    tell((at, to) -> to.onLine(at, kind, masked));
  }

  void state(ChannelState state) {
    tell((at, to) -> to.onState(at, state));
  }

  void timeout(String command, Duration waited) {
    tell((at, to) -> to.onTimeout(at, command, waited));
  }

  void trouble(String what) {
    tell((at, to) -> to.onTrouble(at, what));
  }

  private void tell(BiConsumer<Long, AtListener> call) {
    if (!silent) {
      long at = now;
      deliveries.add(() -> call.accept(at, listener));
    }
  }
}
