package io.github.modemqtt.testsupport;

import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.modem.BringUpOptions;
import io.github.modemqtt.session.ReconnectPolicy;
import io.github.modemqtt.session.RecoveryStep;
import java.time.Duration;

/** Options for lines in memory, where nothing takes long. */
public final class QuickTimes {
  /** A channel that gives a module up after some hundred milliseconds. */
  public static final AtChannelOptions CHANNEL =
      new AtChannelOptions(
          64,
          8192,
          Duration.ofMillis(20),
          Duration.ofMillis(400),
          5,
          Duration.ofMillis(5),
          Duration.ofSeconds(2),
          null,
          1024);

  /** A bring-up that asks often. */
  public static final BringUpOptions BRING_UP =
      BringUpOptions.DEFAULTS.withPollInterval(Duration.ofMillis(10));

  /** A recovery that loses no time between its attempts. */
  public static final ReconnectPolicy RECONNECT =
      ReconnectPolicy.DEFAULTS
          .withPatience(Duration.ofSeconds(10), Duration.ofSeconds(10))
          .withBackOff(Duration.ofMillis(10), Duration.ofMillis(100), 0.2)
          .withEscalation(3, RecoveryStep.REOPEN_LINE, Duration.ofSeconds(5));

  private QuickTimes() {}
}
