package io.github.modemqtt.emulator.internal.ecmt;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Pings when nothing was sent, or nothing received, for the keep alive time.
 *
 * <p>An unanswered ping is not repeated: once nothing was received for the keep alive time, each
 * check counts, and the fourth gives the link up.
 */
final class KeepAlive {
  private static final int CHECKS = 4;

  /** Hears of it. */
  interface Listener {
    void ping();

    void unanswered();
  }

  private final ModuleTime time;
  private final Duration check;
  private final Listener listener;
  private ModuleClock.@Nullable Timer timer;
  private long interval;
  private long lastSent;
  private long lastReceived;
  private boolean pinged;
  private int checks;

  KeepAlive(ModuleTime time, Duration check, Listener listener) {
    this.time = time;
    this.check = check;
    this.listener = listener;
  }

  /** Starts anew; zero seconds switch it off. */
  void start(int seconds) {
    stop();
    if (seconds == 0) {
      return;
    }
    interval = Duration.ofSeconds(seconds).toNanos();
    lastSent = time.nanoTime();
    received();
    next(Duration.ofNanos(interval));
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  void sent() {
    lastSent = time.nanoTime();
  }

  void received() {
    lastReceived = time.nanoTime();
    pinged = false;
    checks = 0;
  }

  private void next(Duration delay) {
    timer = time.after(delay, this::tick);
  }

  private void tick() {
    long now = time.nanoTime();
    boolean nothingReceived = now - lastReceived >= interval;
    if (pinged && nothingReceived) {
      checks++;
      if (checks >= CHECKS) {
        stop();
        listener.unanswered();
        return;
      }
      next(check);
      return;
    }
    if (nothingReceived || now - lastSent >= interval) {
      pinged = nothingReceived;
      lastSent = now;
      listener.ping();
    }
    if (timer != null) {
      next(pinged ? check : untilDue(now));
    }
  }

  private Duration untilDue(long now) {
    return Duration.ofNanos(Math.min(lastSent, lastReceived) + interval - now);
  }
}
