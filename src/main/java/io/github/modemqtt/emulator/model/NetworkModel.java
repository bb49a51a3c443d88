package io.github.modemqtt.emulator.model;

import java.time.Duration;
import java.util.List;

/**
 * How the mobile network carries the TCP segments of a module: how late, how evenly, and when not
 * at all.
 *
 * <p>MQTT runs on TCP, so that nothing is ever missing, doubled or out of order: a lost segment
 * shows as a delay, and holds up all that is behind it in its direction. Packets do not wait for
 * each other's answers: many are under way at the same time. Making a connection takes a round trip
 * for the name, unless the host is an IPv4 address, and another one for TCP.
 *
 * <p>Delays go by the module's {@linkplain ModuleClock clock}. With a clock that a test advances
 * they pass as it does, and the same seed and the same packets give the same delays. What a real
 * broker needs to answer is real time: an answer that comes after the clock was advanced is late by
 * that much. The broker's end of TCP is as patient as an outage is long; whether the broker itself
 * is depends on its keep alive, which it measures in real time.
 *
 * <p>The module's end of TCP has a send buffer of {@value #SEND_BUFFER} bytes for what is not
 * acknowledged yet; this size is a choice, the firmware's is not known. A packet that finds no room
 * for 10 s, the firmware's send time-out, is not sent. Towards the module, 64 packets are under way
 * at most; the rest is held up in the broker by TCP.
 *
 * @param roundTrip how long a segment and its answer take together, without jitter and loss
 * @param jitter how much earlier or later a segment comes, in each direction, evenly distributed;
 *     at most half the round trip
 * @param loss which part of the segments is lost, and repeated by TCP: from 0 to less than 1
 * @param retransmission after which time a lost segment is repeated; doubles each time, up to
 *     {@value #MAX_RETRANSMISSIONS} times, after which it always passes
 * @param patience for how long of an outage TCP repeats what is not acknowledged before the link
 *     breaks; a link on which nothing is under way survives any outage
 * @param outages when nothing passes, counted from when the module is switched on
 * @param seed chooses jitter and loss
 */
public record NetworkModel(
    Duration roundTrip,
    Duration jitter,
    double loss,
    Duration retransmission,
    Duration patience,
    List<Outage> outages,
    long seed) {

  /** The bytes that the module's TCP keeps until they are acknowledged. */
  public static final int SEND_BUFFER = 8192;

  /** How often the same segment is lost at most. */
  public static final int MAX_RETRANSMISSIONS = 6;

  private static final Duration ROUND_TRIP_OF_NB_IOT = Duration.ofMillis(1500);
  private static final Duration JITTER_OF_NB_IOT = Duration.ofMillis(250);
  private static final Duration RETRANSMISSION = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Everything passes at once. */
  public static final NetworkModel IDEAL =
      new NetworkModel(Duration.ZERO, Duration.ZERO, 0, RETRANSMISSION, PATIENCE, List.of(), 1);

  /**
   * NB-IoT in fair coverage: round trips of 1.0 to 2.0 s.
   *
   * <p>Without loss, as the radio link repeats by itself what it loses, which makes it late.
   */
  public static final NetworkModel NB_IOT =
      IDEAL.withRoundTrip(ROUND_TRIP_OF_NB_IOT).withJitter(JITTER_OF_NB_IOT);

  /**
   * A time in which nothing passes, in either direction, while the module stays registered.
   *
   * @param start when it begins, counted from when the module is switched on
   * @param length how long it lasts
   */
  public record Outage(Duration start, Duration length) {
    /**
     * Checks the times.
     *
     * @param start when it begins, not negative
     * @param length how long it lasts, not negative
     */
    public Outage {
      requireNotNegative("start of an outage", start);
      requireNotNegative("length of an outage", length);
    }
  }

  /**
   * Checks the ranges.
   *
   * @param roundTrip not negative
   * @param jitter not negative, at most half the round trip
   * @param loss from 0 to less than 1
   * @param retransmission not negative
   * @param patience not negative
   * @param outages in any order; they may overlap
   * @param seed any
   */
  public NetworkModel {
    requireNotNegative("round trip", roundTrip);
    requireNotNegative("jitter", jitter);
    requireNotNegative("retransmission time", retransmission);
    requireNotNegative("patience", patience);
    if (jitter.multipliedBy(2).compareTo(roundTrip) > 0) {
      throw new IllegalArgumentException(
          "the jitter must be at most half the round trip of " + roundTrip + ", not " + jitter);
    }
    if (!(loss >= 0 && loss < 1)) {
      throw new IllegalArgumentException("the loss must be from 0 to less than 1, not " + loss);
    }
    outages = List.copyOf(outages);
  }

  private static void requireNotNegative(String what, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("the " + what + " must not be negative: " + value);
    }
  }

  /**
   * The same with another round trip.
   *
   * @param value the time, at least twice the jitter
   * @return a copy
   */
  public NetworkModel withRoundTrip(Duration value) {
    return new NetworkModel(value, jitter, loss, retransmission, patience, outages, seed);
  }

  /**
   * The same with another jitter.
   *
   * @param value how much earlier or later a segment comes, at most half the round trip
   * @return a copy
   */
  public NetworkModel withJitter(Duration value) {
    return new NetworkModel(roundTrip, value, loss, retransmission, patience, outages, seed);
  }

  /**
   * The same with another loss.
   *
   * @param part which part of the segments is lost: from 0 to less than 1
   * @param repeatedAfter after which time a lost segment is repeated
   * @return a copy
   */
  public NetworkModel withLoss(double part, Duration repeatedAfter) {
    return new NetworkModel(roundTrip, jitter, part, repeatedAfter, patience, outages, seed);
  }

  /**
   * The same with another patience.
   *
   * @param value for how long of an outage TCP repeats what is not acknowledged
   * @return a copy
   */
  public NetworkModel withPatience(Duration value) {
    return new NetworkModel(roundTrip, jitter, loss, retransmission, value, outages, seed);
  }

  /**
   * The same with other outages.
   *
   * @param values all of them
   * @return a copy
   */
  public NetworkModel withOutages(Outage... values) {
    return new NetworkModel(
        roundTrip, jitter, loss, retransmission, patience, List.of(values), seed);
  }

  /**
   * The same with another seed.
   *
   * @param value chooses jitter and loss
   * @return a copy
   */
  public NetworkModel withSeed(long value) {
    return new NetworkModel(roundTrip, jitter, loss, retransmission, patience, outages, value);
  }
}
