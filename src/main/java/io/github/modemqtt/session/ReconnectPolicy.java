package io.github.modemqtt.session;

import java.time.Duration;

/**
 * How a client gets its connection back.
 *
 * @param enabled whether it does at all
 * @param moduleTime how long the module's own reconnect is waited for. While the module is not
 *     registered the network is waited for instead, up to {@link #networkTime()}
 * @param networkTime how long a lost registration is waited for before anything is done to the
 *     module
 * @param firstDelay the wait before the second attempt; the first goes out at once. It doubles with
 *     each further one
 * @param maxDelay the longest wait
 * @param jitter by how much a wait differs at random, as a part of it from 0 to 1, so that a
 *     thousand devices do not come back at the same moment
 * @param attemptsPerStep how many failures lead to the next harder {@link RecoveryStep}
 * @param hardest the hardest step that is allowed
 * @param resetTime how long the module may take to answer again after a restart; users see 2 to 10
 *     s
 */
public record ReconnectPolicy(
    boolean enabled,
    Duration moduleTime,
    Duration networkTime,
    Duration firstDelay,
    Duration maxDelay,
    double jitter,
    int attemptsPerStep,
    RecoveryStep hardest,
    Duration resetTime) {

  /**
   * 60 s for the module, 5 min for the network, waits from 1 s to 2 min that differ by a fifth, 3
   * attempts a step, all steps, 30 s for a restart.
   */
  public static final ReconnectPolicy DEFAULTS =
      new ReconnectPolicy(
          true,
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          Duration.ofMinutes(2),
          0.2,
          3,
          RecoveryStep.REOPEN_LINE,
          Duration.ofSeconds(30));

  /** A lost connection stays lost until the user connects again. */
  public static final ReconnectPolicy NEVER = DEFAULTS.withEnabled(false);

  /**
   * Checks the numbers.
   *
   * @param enabled whether the client gets its connection back at all
   * @param moduleTime how long the module's own reconnect is waited for
   * @param networkTime how long a lost registration is waited for
   * @param firstDelay the wait before the second attempt
   * @param maxDelay the longest wait
   * @param jitter by how much a wait differs at random, 0 to 1
   * @param attemptsPerStep how many failures lead to the next step, at least 1
   * @param hardest the hardest step that is allowed
   * @param resetTime how long the module may take to answer again after a restart
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ReconnectPolicy {
    requireNotNegative("moduleTime", moduleTime);
    requireNotNegative("networkTime", networkTime);
    requireNotNegative("firstDelay", firstDelay);
    requireNotNegative("maxDelay", maxDelay);
    requireNotNegative("resetTime", resetTime);
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter " + jitter + " is not within 0 to 1");
    }
    if (attemptsPerStep < 1) {
      throw new IllegalArgumentException("attemptsPerStep " + attemptsPerStep + " is below 1");
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " " + value + " is negative");
    }
  }

  /**
   * The same policy, switched on or off.
   *
   * @param value whether a lost connection is got back
   * @return the policy
   */
  public ReconnectPolicy withEnabled(boolean value) {
    return new ReconnectPolicy(
        value,
        moduleTime,
        networkTime,
        firstDelay,
        maxDelay,
        jitter,
        attemptsPerStep,
        hardest,
        resetTime);
  }

  /**
   * The same policy with other times for what comes back by itself.
   *
   * @param module how long the module's own reconnect is waited for
   * @param network how long a lost registration is waited for
   * @return the policy
   */
  public ReconnectPolicy withPatience(Duration module, Duration network) {
    return new ReconnectPolicy(
        enabled,
        module,
        network,
        firstDelay,
        maxDelay,
        jitter,
        attemptsPerStep,
        hardest,
        resetTime);
  }

  /**
   * The same policy with other waits between attempts.
   *
   * @param first the wait before the second attempt
   * @param max the longest wait
   * @param part by how much a wait differs at random, 0 to 1
   * @return the policy
   */
  public ReconnectPolicy withBackOff(Duration first, Duration max, double part) {
    return new ReconnectPolicy(
        enabled, moduleTime, networkTime, first, max, part, attemptsPerStep, hardest, resetTime);
  }

  /**
   * The same policy with another way from step to step.
   *
   * @param attempts how many failures lead to the next harder step
   * @param last the hardest step that is allowed
   * @param reset how long the module may take to answer again after a restart
   * @return the policy
   */
  public ReconnectPolicy withEscalation(int attempts, RecoveryStep last, Duration reset) {
    return new ReconnectPolicy(
        enabled, moduleTime, networkTime, firstDelay, maxDelay, jitter, attempts, last, reset);
  }
}
