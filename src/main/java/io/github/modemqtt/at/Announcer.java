package io.github.modemqtt.at;

import java.time.Duration;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener what happens, without secrets, through the deliveries. Guarded by the lock.
 */
final class Announcer {
  private final AtListener listener;
  private final boolean silent;
  private final Deliveries deliveries;
  private long now;

  private final RecentSecrets secrets = new RecentSecrets();

  /** Of the command that was started last. */
  private @Nullable CommandLine lastLine;

  Announcer(AtListener listener, Deliveries deliveries) {
    this.listener = listener;
    this.silent = listener == AtListener.NONE;
    this.deliveries = deliveries;
  }

  /** Sets the moment of what follows. */
  void at(long nanoTime) {
    now = nanoTime;
  }

  /** From now on, what is told may hold the secrets of this line. */
  void hideSecretsOf(CommandLine line) {
    lastLine = line;
    secrets.add(line);
  }

  /** Whether nobody listens, so that nothing need be prepared. */
  boolean isSilent() {
    return silent;
  }

  void sent(byte[] bytes) {
    if (!silent) {
      byte[] masked = lastLine == null ? bytes.clone() : lastLine.mask(bytes);
      tell((to, at) -> to.onSent(at, masked));
    }
  }

  void received(byte[] bytes) {
    tell((to, at) -> to.onReceived(at, bytes));
  }

  void command(CommandLine line) {
    tell((to, at) -> to.onCommand(at, line.toString()));
  }

  void prompt() {
    tell((to, at) -> to.onPrompt(at));
  }

  void data(int bytes) {
    tell((to, at) -> to.onData(at, bytes));
  }

  /** A piece of an echo may hold half a secret, which no mask finds. */
  void echo(String text) {
    CommandLine line = lastLine;
    String shown = line != null && line.hasSecrets() ? line.toString() : text;
    tell((to, at) -> to.onLine(at, AtListener.LineKind.ECHO, shown));
  }

  void line(AtListener.LineKind kind, String text) {
    if (!silent) {
      String masked = mask(text);
      tell((to, at) -> to.onLine(at, kind, masked));
    }
  }

  void line(AtListener.LineKind kind, AtLine line) {
    if (!silent) {
      line(kind, line.text());
    }
  }

  void state(ChannelState state) {
    tell((to, at) -> to.onState(at, state));
  }

  void timeout(String command, Duration waited) {
    tell((to, at) -> to.onTimeout(at, command, waited));
  }

  void trouble(String what) {
    String masked = mask(what);
    tell((to, at) -> to.onTrouble(at, masked));
  }

  /** Replaces the secrets of the commands that were started last. */
  String mask(String text) {
    return secrets.mask(lastLine == null ? text : lastLine.mask(text));
  }

  private void tell(ObjLongConsumer<AtListener> call) {
    if (!silent) {
      long at = now;
      deliveries.add(() -> call.accept(listener, at));
    }
  }
}
