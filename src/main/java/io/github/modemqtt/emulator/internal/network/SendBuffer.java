package io.github.modemqtt.emulator.internal.network;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import io.github.modemqtt.emulator.model.NetworkModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The send buffer of one TCP connection: what is not acknowledged yet, and who waits for room.
 *
 * <p>Whoever waits for longer than the firmware's send time-out is turned away; so is, with the
 * same result but at once, whoever comes when {@value #MAX_WAITING} wait.
 */
final class SendBuffer {
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_WAITING = 16;

  private final ModuleTime time;
  private final Consumer<Outgoing> transmitter;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private int unacknowledged;
  private boolean broken;

  /** A packet that has no room. */
  private final class Waiting {
    private final Outgoing packet;
    private final Consumer<SendResult> done;
    private final ModuleClock.Timer timer;

    Waiting(Outgoing packet, Consumer<SendResult> done) {
      this.packet = packet;
      this.done = done;
      timer = time.after(SEND_TIMEOUT, this::timedOut);
    }

    private void timedOut() {
      waiting.remove(this);
      done.accept(SendResult.TIMED_OUT);
    }
  }

  SendBuffer(ModuleTime time, Consumer<Outgoing> transmitter) {
    this.time = time;
    this.transmitter = transmitter;
  }

  void send(Outgoing packet, Consumer<SendResult> done) {
    if (broken) {
      time.execute(() -> done.accept(SendResult.BROKEN));
    } else if (waiting.isEmpty() && fits(packet)) {
      take(packet, done);
    } else if (waiting.size() >= MAX_WAITING) {
      time.execute(() -> done.accept(SendResult.TIMED_OUT));
    } else {
      waiting.add(new Waiting(packet, done));
    }
  }

  private boolean fits(Outgoing packet) {
    return unacknowledged + packet.length() <= NetworkModel.SEND_BUFFER;
  }

  private void take(Outgoing packet, Consumer<SendResult> done) {
    unacknowledged += packet.length();
    transmitter.accept(packet);
    done.accept(SendResult.TAKEN);
  }

  /** The broker's TCP has it. */
  void acknowledged(Outgoing packet) {
    unacknowledged -= packet.length();
    for (Waiting next = waiting.peek(); next != null && fits(next.packet); next = waiting.peek()) {
      waiting.remove();
      next.timer.cancel();
      take(next.packet, next.done);
    }
  }

  boolean isEmpty() {
    return unacknowledged == 0;
  }

  /** The connection is gone, for what waits too; it hears of it later, not now. */
  void fail() {
    broken = true;
    unacknowledged = 0;
    for (Waiting turnedAway : waiting) {
      turnedAway.timer.cancel();
      time.execute(() -> turnedAway.done.accept(SendResult.BROKEN));
    }
    waiting.clear();
  }
}
