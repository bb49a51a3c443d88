package io.github.modemqtt.ecmt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@link EcmtModule} deals with the module.
 *
 * @param timeouts how long results may take
 * @param reopenPause the pause between a close and an open; the firmware's receiver needs up to 0.2
 *     s to end, and an open before that is lost
 * @param openRetries how often an open is repeated that was answered {@code OK} and brought no
 *     result; 0 for never
 * @param secondResultWait how long a true result may follow when {@code AT+ECMTCONN} said that
 *     CONNECT could not be sent, but the module goes on connecting; some builds say both
 * @param tls TLS for the connection, or {@code null} for plain TCP
 */
public record EcmtOptions(
    EcmtTimeouts timeouts,
    Duration reopenPause,
    int openRetries,
    Duration secondResultWait,
    @Nullable EcmtTls tls) {
  private static final int MAX_RETRIES = 10;

  /** The options for an {@link EcmtProfile#EC616}. */
  public static final EcmtOptions DEFAULTS = of(EcmtProfile.EC616);

  /**
   * Checks the values.
   *
   * @param timeouts how long results may take
   * @param reopenPause the pause between a close and an open
   * @param openRetries how often an open without a result is repeated
   * @param secondResultWait how long a true result may follow a false one
   * @param tls TLS for the connection, or {@code null}
   * @throws IllegalArgumentException if a time is negative, or the retries are not 0 to 10
   */
  public EcmtOptions {
    requireNotNegative("reopen pause", reopenPause);
    requireNotNegative("wait for a second result", secondResultWait);
    if (openRetries < 0 || openRetries > MAX_RETRIES) {
      throw new IllegalArgumentException(
          "openRetries " + openRetries + " is not within 0 to " + MAX_RETRIES);
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("The " + name + " is negative: " + value);
    }
  }

  /**
   * The options for a firmware build: its typical times, one retry of an open, 5 s for a second
   * result, and no TLS.
   *
   * @param profile the build
   * @return the options
   */
  public static EcmtOptions of(EcmtProfile profile) {
    return new EcmtOptions(
        profile.timeouts(), profile.reopenPause(), 1, Duration.ofSeconds(5), null);
  }

  /**
   * The same options with other time-outs.
   *
   * @param value how long results may take
   * @return the options
   */
  public EcmtOptions withTimeouts(EcmtTimeouts value) {
    return new EcmtOptions(value, reopenPause, openRetries, secondResultWait, tls);
  }

  /**
   * The same options with another pause between a close and an open.
   *
   * @param value the pause
   * @return the options
   */
  public EcmtOptions withReopenPause(Duration value) {
    return new EcmtOptions(timeouts, value, openRetries, secondResultWait, tls);
  }

  /**
   * The same options with another number of retries.
   *
   * @param value how often an open without a result is repeated, 0 to 10
   * @return the options
   */
  public EcmtOptions withOpenRetries(int value) {
    return new EcmtOptions(timeouts, reopenPause, value, secondResultWait, tls);
  }

  /**
   * The same options with another time for a second result.
   *
   * @param value how long a true result may follow a false one
   * @return the options
   */
  public EcmtOptions withSecondResultWait(Duration value) {
    return new EcmtOptions(timeouts, reopenPause, openRetries, value, tls);
  }

  /**
   * The same options with or without TLS.
   *
   * @param value TLS for the connection, or {@code null} for plain TCP
   * @return the options
   */
  public EcmtOptions withTls(@Nullable EcmtTls value) {
    return new EcmtOptions(timeouts, reopenPause, openRetries, secondResultWait, value);
  }
}
