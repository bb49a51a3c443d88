package io.github.modemqtt.session;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a message waits in the outbox.
 *
 * @param timeToLive how long it is worth sending, more than zero, or {@code null} for the outbox's
 *     own
 * @param priority its rank among what waits
 */
public record PublishOptions(@Nullable Duration timeToLive, MessagePriority priority) {
  /** The outbox's time to live, and the usual rank. */
  public static final PublishOptions DEFAULTS = new PublishOptions(null, MessagePriority.NORMAL);

  /**
   * Checks the options.
   *
   * @param timeToLive how long the message is worth sending, or {@code null}
   * @param priority its rank
   * @throws IllegalArgumentException if the time is not positive
   */
  public PublishOptions {
    Objects.requireNonNull(priority, "priority");
    if (timeToLive != null && (timeToLive.isZero() || timeToLive.isNegative())) {
      throw new IllegalArgumentException(
          "timeToLive is " + timeToLive + "; it must be positive, or null for the outbox's own");
    }
  }

  /**
   * The same options with another time to live.
   *
   * @param value how long the message is worth sending
   * @return the options
   */
  public PublishOptions withTimeToLive(Duration value) {
    return new PublishOptions(value, priority);
  }

  /**
   * The same options with another rank.
   *
   * @param value the rank among what waits
   * @return the options
   */
  public PublishOptions withPriority(MessagePriority value) {
    return new PublishOptions(timeToLive, value);
  }
}
