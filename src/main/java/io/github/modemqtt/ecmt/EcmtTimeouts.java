package io.github.modemqtt.ecmt;

import java.time.Duration;

/**
 * How long the results of the MQTT commands may take, each counted from the command's {@code OK}.
 *
 * <p>The firmware waits for no answer of the broker by itself, so these are the only time-outs. In
 * poor coverage, or with long sleep intervals, longer ones than the defaults can be right.
 *
 * @param open of {@link EcmtOpen}: name lookup, and up to 30 s for TCP
 * @param connect of {@link EcmtConnect}: CONNACK
 * @param acknowledgement of {@link EcmtSubscribe}, {@link EcmtUnsubscribe} and {@link EcmtPublish}
 * @param end of {@link EcmtDisconnect} and {@link EcmtClose}, which wait for the firmware's
 *     receiver
 */
public record EcmtTimeouts(
    Duration open, Duration connect, Duration acknowledgement, Duration end) {
  /** 45 s to open, 30 s for the answers of the broker, 15 s to disconnect and close. */
  public static final EcmtTimeouts DEFAULTS =
      new EcmtTimeouts(
          Duration.ofSeconds(45),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15));

  /**
   * Checks the times.
   *
   * @param open how long opening may take
   * @param connect how long connecting may take
   * @param acknowledgement how long the broker's answers may take
   * @param end how long disconnecting and closing may take
   * @throws IllegalArgumentException if one is not positive
   */
  public EcmtTimeouts {
    requirePositive("open", open);
    requirePositive("connect", connect);
    requirePositive("acknowledgement", acknowledgement);
    requirePositive("end", end);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "The time-out " + name + " is " + value + "; it must be positive");
    }
  }
}
