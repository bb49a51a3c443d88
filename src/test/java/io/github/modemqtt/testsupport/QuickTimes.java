package io.github.modemqtt.testsupport;

import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.modem.BringUpOptions;
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

  private QuickTimes() {}
}
