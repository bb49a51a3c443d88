package io.github.modemqtt.session;

import java.time.Duration;

/**
 * How a client finds messages that it was given twice, and drops the repeats.
 *
 * <p>A module of this family does not filter duplicates: a QoS 2 message, or one of QoS 1 that the
 * broker repeats after a reconnect, can be reported twice, and neither DUP nor QoS is shown. With
 * this filter a message is dropped if one with the same message id, topic and payload (a hash of 64
 * bits) was passed on within the window. It is off unless set.
 *
 * <p><b>What it can do:</b> drop a repeat of the same packet, which has the same message id, as
 * long as the window and the capacity reach back to the first one.
 *
 * <p><b>What it cannot do:</b>
 *
 * <ul>
 *   <li>It cannot tell a repeat from a new message that happens to be the same. A publisher that
 *       sends the same payload to the same topic again loses the second one if the broker gives it
 *       the same message id within the window. Brokers count ids up from 1 for each connection, so
 *       this is likely right after a reconnect and rare otherwise. Where equal payloads matter, put
 *       a number or a time into them, and then look at that instead.
 *   <li>It sees nothing without a message id: messages with the id 0, and those that only
 *       subscriptions of QoS 0 match, pass. The module prints an arbitrary number as the id of a
 *       QoS 0 message; one that comes through a subscription of QoS 1 or 2 can therefore be taken
 *       for a repeat. Do not use the filter where repeated equal QoS 0 messages matter.
 *   <li>It does not see copies that a broker sends for overlapping subscriptions: they have message
 *       ids of their own (see {@link ModemMqttClient.Builder#overlapCopies}).
 *   <li>It does not survive the program.
 * </ul>
 *
 * <p><b>Memory:</b> about 100 bytes and the topic for each message that is remembered, payloads are
 * not kept: with 1,000 messages and topics of 50 characters 150 kB at most.
 *
 * @param window how long a message is remembered; a repeat does not make it longer
 * @param capacity how many messages are remembered, the oldest is forgotten first; 1 to 1,000,000
 */
public record DuplicateFilter(Duration window, int capacity) {
  private static final int MOST = 1_000_000;

  /** 1,000 messages for 2 minutes. */
  public static final DuplicateFilter DEFAULTS = new DuplicateFilter(Duration.ofMinutes(2), 1000);

  /**
   * Checks the options.
   *
   * @param window how long a message is remembered
   * @param capacity how many messages are remembered
   * @throws IllegalArgumentException if the window is not positive or the capacity not within 1 to
   *     1,000,000
   */
  public DuplicateFilter {
    if (window.isZero() || window.isNegative()) {
      throw new IllegalArgumentException("window is " + window + "; it must be positive");
    }
    if (capacity < 1 || capacity > MOST) {
      throw new IllegalArgumentException("capacity " + capacity + " is not within 1 to " + MOST);
    }
  }
}
