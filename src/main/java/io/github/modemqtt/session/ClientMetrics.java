package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtStatistics;
import io.github.modemqtt.modem.RadioSignal;
import io.github.modemqtt.mqtt.Qos;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told what a client does, to be counted; one instance serves one client.
 *
 * <p>{@link #bind} comes first and {@link #onClosed} last; what happens in between is told on the
 * client's threads and those that publish, several at a time and in no promised order. All methods
 * must return at once, must not call the client, and do nothing unless overridden. What they throw
 * is logged once and does no harm to the client.
 *
 * <p>Counters can be kept from the callbacks alone; what changes on its own is read from {@link
 * ClientGauges}.
 */
public interface ClientMetrics {
  /** Counts nothing. */
  ClientMetrics NONE = new ClientMetrics() {};

  /**
   * A client was built, in state {@link ClientState#CLOSED}; what it holds can be read from now on.
   *
   * @param gauges the values that change on their own
   */
  default void bind(ClientGauges gauges) {}

  /** The client is closed for ever: nothing more is told. */
  default void onClosed() {}

  // ---- the connection ----

  /**
   * The client is in another state. Comes from one thread at a time, in order.
   *
   * @param state the new state
   */
  default void onState(ClientState state) {}

  /**
   * The connection to the broker, or the line to the module, is lost.
   *
   * @param cause what happened
   * @param willRecover whether the client gets it back by itself
   */
  default void onDisconnected(ModemException cause, boolean willRecover) {}

  /**
   * An attempt to get the connection back is planned.
   *
   * @param attempt how hard it tries, and the failure before. For the first attempt after {@link
   *     ModemMqttClient#start()} that is a {@link ClientStateException}: nothing has failed yet
   */
  default void onRecoveryAttempt(RecoveryAttempt attempt) {}

  /**
   * The connection is back, or is there for the first time after {@link ModemMqttClient#start()}.
   *
   * @param step what brought it back; {@link RecoveryStep#AWAIT_MODULE} if the module did it itself
   * @param outage how long it was away, or was waited for
   */
  default void onRecovered(RecoveryStep step, Duration outage) {}

  // ---- publishing ----

  /**
   * A message is in the outbox.
   *
   * @param qos its QoS
   * @param payloadBytes the size of its payload
   */
  default void onQueued(Qos qos, int payloadBytes) {}

  /**
   * The module has taken a message over.
   *
   * @param qos its QoS
   * @param attempt how many times the message was given to the module, from 1
   * @param sinceQueued how long it took from the call
   */
  default void onAccepted(Qos qos, int attempt, Duration sinceQueued) {}

  /**
   * The broker has acknowledged a message (QoS 1 and 2), or the module has sent it (QoS 0).
   *
   * @param qos its QoS
   * @param sinceAccepted how long it took from the module's last taking over
   * @param sinceQueued how long it took from the call
   */
  default void onAcknowledged(Qos qos, Duration sinceAccepted, Duration sinceQueued) {}

  /**
   * A message is given up.
   *
   * @param qos its QoS
   * @param cause why, as {@link MessageExpiredException}, {@link MessageDroppedException} when the
   *     outbox was full and this one had to go, {@link DeliveryFailedException} and others
   * @param sinceQueued how long it took from the call
   */
  default void onPublishFailed(Qos qos, Throwable cause, Duration sinceQueued) {}

  /** A message was not taken, because the outbox is full and its policy is to refuse. */
  default void onOutboxRefusal() {}

  // ---- receiving ----

  /**
   * A message was received.
   *
   * @param payloadBytes the size of its payload
   */
  default void onMessage(int payloadBytes) {}

  /**
   * A received message did not reach a handler, or who takes messages from a {@link MessageStream},
   * because they are too slow.
   */
  default void onHandlerDrop() {}

  /** A received message was thrown away as a repeat or a copy of another one. */
  default void onMessageDuplicate() {}

  /**
   * What can be read from a client at any time, on any thread, without waiting for the module.
   *
   * <p>Implemented by the client only: values may be added.
   */
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
     * The received messages whose handlers were not called yet.
     *
     * @return how many wait, each once for each of its handlers
     */
    int handlerBacklog();

    /**
     * The counters of all lines that were open since the client was built, the one that is open
     * included: they never go back when a line is lost.
     *
     * @return the sums
     */
    AtStatistics lineTotals();

    /**
     * The signal, as last read from the module.
     *
     * @return the signal when the module was last brought up, empty if it was not, or did not say
     */
    Optional<RadioSignal> signal();
  }
}
