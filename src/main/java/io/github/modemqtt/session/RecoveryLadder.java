package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.PinRejectedException;
import io.github.modemqtt.modem.PinRequiredException;
import io.github.modemqtt.modem.PukRequiredException;
import io.github.modemqtt.modem.SimException;
import io.github.modemqtt.mqtt.ModuleStuckException;
import io.github.modemqtt.mqtt.MqttRefusedException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Which step comes next, and after which wait: the failures of the attempts so far decide.
 *
 * <p>What a harder step cannot cure does not lead to one: a broker that refuses, a SIM card that is
 * missing. A lost line leads to a new one at once, a stuck module to its restart. Everything else,
 * also a command that the module has not answered, climbs one step after some failures, and begins
 * again at the mildest after the hardest.
 */
final class RecoveryLadder {
  private static final int LARGEST_SHIFT = 20;

  private final ReconnectPolicy policy;
  private final DoubleSupplier random;
  private RecoveryStep step = RecoveryStep.REOPEN_CONNECTION;
  private int failuresAtStep;
  private int attempts;

  RecoveryLadder(ReconnectPolicy policy, DoubleSupplier random) {
    this.policy = policy;
    this.random = random;
  }

  /** A PIN that was not accepted must not be tried again: the third one locks the card. */
  static boolean isHopeless(ModemException failure) {
    return failure instanceof PinRejectedException
        || failure instanceof PinRequiredException
        || failure instanceof PukRequiredException;
  }

  /** An attempt, or the connection, has failed. */
  void failed(ModemException failure) {
    if (Reconnector.isLineLost(failure)) { // only one way is left, whatever the policy allows
      moveTo(RecoveryStep.REOPEN_LINE);
    } else if (failure instanceof ModuleStuckException) {
      moveTo(allowed(RecoveryStep.RESET_MODULE));
    } else if (!(failure instanceof MqttRefusedException || failure instanceof SimException)) {
      climb();
    }
  }

  private void moveTo(RecoveryStep next) {
    if (step != next) {
      step = next;
      failuresAtStep = 0;
    } else {
      climb();
    }
  }

  private void climb() {
    failuresAtStep++;
    if (failuresAtStep < policy.attemptsPerStep()) {
      return;
    }
    failuresAtStep = 0;
    boolean atTheTop = step.compareTo(policy.hardest()) >= 0;
    step = atTheTop ? RecoveryStep.REOPEN_CONNECTION : RecoveryStep.values()[step.ordinal() + 1];
  }

  private RecoveryStep allowed(RecoveryStep wanted) {
    RecoveryStep hardest = policy.hardest();
    boolean tooHard = wanted.compareTo(hardest) > 0;
    return tooHard ? atLeastReopen(hardest) : wanted;
  }

  private static RecoveryStep atLeastReopen(RecoveryStep wanted) {
    return wanted == RecoveryStep.AWAIT_MODULE ? RecoveryStep.REOPEN_CONNECTION : wanted;
  }

  RecoveryStep step() {
    return step;
  }

  /** Counts an attempt, from 1. */
  int nextAttempt() {
    return ++attempts;
  }

  /** How long to wait before the attempt of that number; the first goes out at once. */
  Duration delayBefore(int attempt) {
    if (attempt <= 1) {
      return Duration.ZERO;
    }
    long first = policy.firstDelay().toMillis();
    long max = policy.maxDelay().toMillis();
    long planned = Math.min(max, first << Math.min(attempt - 2, LARGEST_SHIFT));
    double part = 1 + policy.jitter() * (2 * random.getAsDouble() - 1);
    return Duration.ofMillis(Math.round(planned * part));
  }
}
