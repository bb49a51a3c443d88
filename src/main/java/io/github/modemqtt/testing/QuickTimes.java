package io.github.modemqtt.testing;

import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.modem.BringUpOptions;
import java.time.Duration;

/**
 * How a host waits on a line in memory, where bytes need no time: for clients that a test builds
 * itself, and what {@link EmulatedModule} and {@link Transcript} use.
 */
public final class QuickTimes {
  /**
   * For a line on which a module in software writes each message in one piece: a received message
   * is complete after 5 ms of silence, and nothing is waited for after an answer.
   */
  public static final AtChannelOptions CHANNEL = channel(Duration.ofMillis(5));

  /** For a replay, which gives a message in the chunks of its recording. */
  static final AtChannelOptions REPLAYED = channel(Duration.ofMillis(20));

  /** Asks for SIM card and network every 2 ms. */
  public static final BringUpOptions BRING_UP =
      BringUpOptions.DEFAULTS.withPollInterval(Duration.ofMillis(2));

  /** 10 s for each result: a busy machine may stop for seconds, and still nobody waits a minute. */
  public static final EcmtTimeouts RESULTS =
      new EcmtTimeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));

  private QuickTimes() {}

  private static AtChannelOptions channel(Duration unitSilence) {
    AtChannelOptions defaults = AtChannelOptions.DEFAULTS;
    return new AtChannelOptions(
        defaults.queueCapacity(),
        defaults.lineLimitBytes(),
        unitSilence,
        defaults.probeTimeout(),
        defaults.probes(),
        Duration.ZERO,
        defaults.writeTimeout(),
        null,
        defaults.callbackCapacity());
  }
}
