package io.github.modemqtt.mqtt;

/**
 * What a publish tells the network about the traffic that follows it, so that the radio can be
 * released at once instead of after the network's inactivity timer.
 *
 * <p>A hint of NB-IoT (3GPP TS 24.301, release assistance indication). It saves most of the energy
 * of a message that nothing answers, and costs a new radio connection if something follows after
 * all: a publish at QoS 1 is answered once, one at QoS 2 is not a case for it.
 */
public enum ReleaseAssistance {
  /** No hint. */
  NONE,
  /** Nothing follows in either direction. */
  NOTHING_FOLLOWS,
  /** One answer follows, such as PUBACK. */
  ONE_ANSWER_FOLLOWS
}
