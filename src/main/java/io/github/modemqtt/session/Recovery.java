package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How far a recovery is: what it waits for, and what it will try. Only for the supervisor. */
final class Recovery {
  private final ReconnectPolicy policy;
  private final RecoveryLadder ladder;
  private final long sinceNanos = System.nanoTime();
  private long moduleSinceNanos = sinceNanos;
  private ModemException cause;
  private boolean awaitingModule;
  private boolean attempting;
  private long connectedSinceNanos;
  private boolean seenConnected;
  private boolean networkAway;
  private Reconnector.@Nullable Decision decision;
  private RecoveryStep plannedStep = RecoveryStep.REOPEN_CONNECTION;
  private long notBeforeNanos;

  Recovery(ReconnectPolicy policy, ModemException cause) {
    this.policy = policy;
    this.ladder = new RecoveryLadder(policy, () -> ThreadLocalRandom.current().nextDouble());
    this.cause = cause;
  }

  ModemException cause() {
    return cause;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - sinceNanos);
  }

  // ---- the module's own reconnect ----

  void awaitModule() {
    awaitingModule = true;
  }

  boolean isAwaitingModule() {
    return awaitingModule;
  }

  /** Nothing more is to be hoped from the module itself. */
  void endAwait() {
    awaitingModule = false;
  }

  /**
   * The network decides which of two patiences counts; when it is back, the module's time begins
   * anew.
   */
  void network(boolean registered) {
    if (networkAway && registered) {
      moduleSinceNanos = System.nanoTime();
    }
    networkAway = !registered;
  }

  long nanosOfPatience() {
    return networkAway
        ? Nanos.of(policy.networkTime()) - (System.nanoTime() - sinceNanos)
        : Nanos.of(policy.moduleTime()) - (System.nanoTime() - moduleSinceNanos);
  }

  /** The module says that it is connected; returns for how long it has been saying so. */
  long nanosConnected() {
    if (!seenConnected) {
      seenConnected = true;
      connectedSinceNanos = System.nanoTime();
    }
    return System.nanoTime() - connectedSinceNanos;
  }

  void notConnected() {
    seenConnected = false;
  }

  // ---- attempts ----

  boolean isPlanned() {
    return decision != null;
  }

  /** The next attempt, still without the user's word. */
  RecoveryAttempt next(BrokerRounds brokers) {
    int number = ladder.nextAttempt();
    plannedStep = ladder.step();
    return new RecoveryAttempt(
        number, plannedStep, ladder.delayBefore(number), brokers.next().get(0), cause);
  }

  void decided(RecoveryAttempt attempt, Reconnector.Decision made) {
    decision = made;
    Duration given = made.delay();
    notBeforeNanos = System.nanoTime() + Nanos.of(given == null ? attempt.delay() : given);
  }

  long nanosToAttempt() {
    return notBeforeNanos - System.nanoTime();
  }

  /** Somebody waits for the connection: the next attempt need not be waited for. */
  void hurry() {
    notBeforeNanos = System.nanoTime();
  }

  RecoveryStep step() {
    return plannedStep;
  }

  /** What brings the connection back if it is back now. */
  RecoveryStep cure() {
    return attempting ? plannedStep : RecoveryStep.AWAIT_MODULE;
  }

  /** An attempt begins. */
  Reconnector.Decision takeDecision() {
    attempting = true;
    Reconnector.Decision taken = decision == null ? Reconnector.Decision.GO_ON : decision;
    decision = null;
    return taken;
  }

  /** An attempt, or the connection, has failed for that reason. */
  void failed(ModemException failure) {
    attempting = false;
    cause = failure;
    ladder.failed(failure);
  }
}
