package io.github.modemqtt.at;

import java.time.Duration;

/**
 * How a channel makes sure that a module which may sleep is awake before it gets a command.
 *
 * <p>A sleeping module can lose the first characters of what wakes it: the EC616 does so above 9600
 * baud (firmware). So when nothing was written for a while, the channel first writes {@code AT},
 * quickly again and again, until something answers, and only then the command. If the first one is
 * answered, all that costs is one round trip. If several were sent, the channel also waits for the
 * answers that are missing, at most for {@link AtChannelOptions#resyncQuiet}, so that none of them
 * is taken for the command's.
 *
 * <p>Only what is written counts as keeping the module awake: the EC616 restarts its hold-off at
 * each input, and not when it says something.
 *
 * @param idle how long nothing was written before the module may sleep, as the module's own
 *     hold-off ({@code slpWaitTime} of the EC616) or below; positive
 * @param interval how long one {@code AT} may take before the next; positive
 * @param patience how long {@code AT} is sent before the module counts as one that does not answer,
 *     which leads to the usual, slower probing; positive
 */
public record WakeUp(Duration idle, Duration interval, Duration patience) {
  /** 200 ms: some round trips of a slow line, and not long to wait for after a lost one. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(200);

  /**
   * Checks the times.
   *
   * @param idle how long nothing was written before the module may sleep
   * @param interval how long one {@code AT} may take
   * @param patience how long {@code AT} is sent
   * @throws IllegalArgumentException if one is not positive
   */
  public WakeUp {
    requirePositive("idle", idle);
    requirePositive("interval", interval);
    requirePositive("patience", patience);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " " + value + " is not positive");
    }
  }

  /** How many times AT is sent at most. */
  int attempts() {
    long attempts = Nanos.of(patience) / Nanos.of(interval);
    return (int) Math.max(1, Math.min(attempts, Integer.MAX_VALUE));
  }
}
