package io.github.modemqtt.session;

import java.util.Objects;

/**
 * How the messages of a {@link MessageStream} wait to be taken.
 *
 * @param capacity how many messages may wait; 1 to 1,000,000. Each has a payload of at most 1,152
 *     bytes
 * @param overflow which message is dropped when more come
 */
public record StreamOptions(int capacity, StreamOverflow overflow) {
  private static final int MOST = 1_000_000;

  /** 1,000 messages, of more the newest are dropped. */
  public static final StreamOptions DEFAULTS = new StreamOptions(1000, StreamOverflow.DROP_NEWEST);

  /**
   * Checks the options.
   *
   * @param capacity how many messages may wait
   * @param overflow which message is dropped when more come
   * @throws IllegalArgumentException if the capacity is not within 1 to 1,000,000
   */
  public StreamOptions {
    Objects.requireNonNull(overflow, "overflow");
    if (capacity < 1 || capacity > MOST) {
      throw new IllegalArgumentException("capacity " + capacity + " is not within 1 to " + MOST);
    }
  }

  /**
   * The same options with another capacity.
   *
   * @param value how many messages may wait, 1 to 1,000,000
   * @return the options
   */
  public StreamOptions withCapacity(int value) {
    return new StreamOptions(value, overflow);
  }

  /**
   * The same options with another policy.
   *
   * @param value which message is dropped when there is no room
   * @return the options
   */
  public StreamOptions withOverflow(StreamOverflow value) {
    return new StreamOptions(capacity, value);
  }
}
