package io.github.modemqtt.session;

import io.github.modemqtt.at.AtStatistics;
import io.github.modemqtt.mqtt.Qos;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told what a client does, to be counted.
 *
 * <p>Methods are called from the client's threads, several at a time; they must return at once. All
 * do nothing unless overridden.
 */
public interface ClientMetrics {
  /** Counts nothing. */
  ClientMetrics NONE = new ClientMetrics() {};

  /**
   * A client begins; what it holds can be read from now on.
   *
   * @param gauges the values that change on their own
   */
  default void bind(ClientGauges gauges) {}

  /**
   * The client is in another state.
   *
   * @param state the new state
   */
  default void onState(ClientState state) {}

  /**
   * An attempt to get the connection back begins.
   *
   * @param step how hard it tries
   */
  default void onRecoveryAttempt(RecoveryStep step) {}

  /**
   * The connection is back.
   *
   * @param outage how long it was away
   */
  default void onRecovered(Duration outage) {}

  /**
   * A message has reached a stage.
   *
   * @param qos its QoS
   * @param stage the stage: accepted, acknowledged or failed
   * @param sinceQueued how long it took from the call
   */
  default void onPublish(Qos qos, PublishStage stage, Duration sinceQueued) {}

  /** A waiting message had to go because the outbox was full. */
  default void onOutboxDrop() {}

  /**
   * A message was received.
   *
   * @param payloadBytes the size of its payload
   */
  default void onMessage(int payloadBytes) {}

  /**
   * A received message was thrown away because the handlers, or those who take messages from a
   * {@link MessageStream}, are too slow.
   */
  default void onMessageDrop() {}

  /** A received message was thrown away as a repeat or a copy of another one. */
  default void onMessageDuplicate() {}

  /** What can be read from a client at any time, on any thread. */
  interface ClientGauges {
    /**
     * The name of the client.
     *
     * @return the client id
     */
    String clientId();

    /**
     * The state.
     *
     * @return the state now
     */
    ClientState state();

    /**
     * The messages in the outbox.
     *
     * @return how many wait or are under way
     */
    int outboxDepth();

    /**
     * The messages under way.
     *
     * @return how many the module has, or is being given
     */
    int inFlight();

    /**
     * The counters of the line that is open.
     *
     * @return the counters since it was opened, empty if none is open
     */
    Optional<AtStatistics> line();
  }
}
