package io.github.modemqtt.session;

import io.github.modemqtt.outbox.OutboxStore;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How messages wait until the broker has them.
 *
 * @param capacity how many messages may be in the outbox, those under way included; at least 1
 * @param overflow what happens when there are more
 * @param timeToLive how long a message is worth sending, unless it says otherwise itself
 * @param maxAttempts how many times a message is given to the module before it counts as
 *     undeliverable; at least 1. Bounds what one message that always fails, or makes the broker
 *     close the connection, can hold up
 * @param store where the messages survive the end of the program, such as a {@link
 *     io.github.modemqtt.outbox.SqliteOutboxStore}, or {@code null} for memory only. The client
 *     closes it
 */
public record OutboxOptions(
    int capacity,
    OverflowPolicy overflow,
    Duration timeToLive,
    int maxAttempts,
    @Nullable OutboxStore store) {

  /** 1,000 messages in memory, further ones are refused; 10 minutes; 10 attempts. */
  public static final OutboxOptions DEFAULTS =
      new OutboxOptions(1000, OverflowPolicy.REFUSE, Duration.ofMinutes(10), 10, null);

  /**
   * Checks the options.
   *
   * @param capacity how many messages may be in the outbox
   * @param overflow what happens when there are more
   * @param timeToLive how long a message is worth sending
   * @param maxAttempts how many times a message is given to the module
   * @param store where the messages survive, or {@code null}
   * @throws IllegalArgumentException if a number or the time is not positive
   */
  public OutboxOptions {
    Objects.requireNonNull(overflow, "overflow");
    requirePositive("capacity", capacity);
    requirePositive("maxAttempts", maxAttempts);
    if (timeToLive.isZero() || timeToLive.isNegative()) {
      throw new IllegalArgumentException("timeToLive is " + timeToLive + "; it must be positive");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + " is not positive");
    }
  }

  /**
   * The same options with another capacity.
   *
   * @param value how many messages may be in the outbox, at least 1
   * @return the options
   */
  public OutboxOptions withCapacity(int value) {
    return new OutboxOptions(value, overflow, timeToLive, maxAttempts, store);
  }

  /**
   * The same options with another policy.
   *
   * @param value what happens when the outbox is full
   * @return the options
   */
  public OutboxOptions withOverflow(OverflowPolicy value) {
    return new OutboxOptions(capacity, value, timeToLive, maxAttempts, store);
  }

  /**
   * The same options with another time to live.
   *
   * @param value how long a message is worth sending
   * @return the options
   */
  public OutboxOptions withTimeToLive(Duration value) {
    return new OutboxOptions(capacity, overflow, value, maxAttempts, store);
  }

  /**
   * The same options with another number of attempts.
   *
   * @param value how many times a message is given to the module, at least 1
   * @return the options
   */
  public OutboxOptions withMaxAttempts(int value) {
    return new OutboxOptions(capacity, overflow, timeToLive, value, store);
  }

  /**
   * The same options with a store.
   *
   * @param value where the messages survive the end of the program
   * @return the options
   */
  public OutboxOptions withStore(OutboxStore value) {
    return new OutboxOptions(capacity, overflow, timeToLive, maxAttempts, value);
  }
}
