package io.github.modemqtt.mqtt;

import java.util.concurrent.CompletableFuture;

/**
 * A module that has an MQTT client inside: the contract that each module family implements.
 *
 * <p>These are the primitive steps. The life of a connection is open, connect, then any number of
 * subscribe, unsubscribe and publish, then disconnect, and close; a managed client on top adds
 * reconnecting, subscribing again, queues and message ids.
 *
 * <p><b>Results.</b> Every method returns at once. Its future completes when the module reports the
 * result of the step, not when it has accepted the command, and completes exceptionally with a
 * {@link io.github.modemqtt.ModemException} when the step failed, was refused in this state, or was
 * not answered in the time that the implementation allows for it. A time-out says that the outcome
 * is unknown. Cancelling a future gives up waiting; it takes nothing back.
 *
 * <p><b>Arguments.</b> What a module cannot express (too long, a character that its command line
 * cannot carry) fails the future too, before anything is sent.
 *
 * <p><b>Threads.</b> Methods may be called from any thread. Implementations send one command at a
 * time, in the order of the calls. Futures complete on the implementation's callback thread: do not
 * block in their stages.
 */
public interface MqttModule {

  /**
   * Configures the module and opens the TCP connection.
   *
   * @param broker where to
   * @param options what the module has to know before it opens: keep alive, clean session, will,
   *     version
   * @return completes when the TCP connection is there
   */
  CompletableFuture<Void> open(BrokerAddress broker, ConnectOptions options);

  /**
   * Sends CONNECT on the open connection.
   *
   * @param options the options given to {@link #open}
   * @return completes when the broker has accepted; with {@link MqttRefusedException} if it refused
   */
  CompletableFuture<Void> connect(ConnectOptions options);

  /**
   * Sends SUBSCRIBE for one filter.
   *
   * <p>A module may be unable to tell a refused subscription from a granted one.
   *
   * @param messageId the packet identifier, 1 to 65535, not in use
   * @param filter the topic filter
   * @param qos the highest quality of service to receive with
   * @return completes when the broker has answered
   */
  CompletableFuture<Void> subscribe(int messageId, TopicFilter filter, Qos qos);

  /**
   * Sends UNSUBSCRIBE for one filter.
   *
   * @param messageId the packet identifier, 1 to 65535, not in use
   * @param filter the topic filter, as subscribed
   * @return completes when the broker has answered
   */
  CompletableFuture<Void> unsubscribe(int messageId, TopicFilter filter);

  /**
   * Publishes a message.
   *
   * @param messageId the packet identifier, 1 to 65535 and not in use, or 0 with {@link
   *     Qos#AT_MOST_ONCE}
   * @param message the message
   * @param onAccepted runs once when the module has taken the message over, before the future
   *     completes; not at all if it refuses. Called on the callback thread; it must return soon
   * @return completes when the module has sent the message (QoS 0), or the broker has acknowledged
   *     it (QoS 1: PUBACK, QoS 2: PUBCOMP); with {@link PayloadTooLongException} if it does not fit
   */
  CompletableFuture<Void> publish(int messageId, OutgoingMessage message, Runnable onAccepted);

  /**
   * Sends DISCONNECT; the broker discards the will.
   *
   * <p>A module may close the TCP connection with it.
   *
   * @return completes when the module is disconnected
   */
  CompletableFuture<Void> disconnect();

  /**
   * Closes the TCP connection, after DISCONNECT if the module is connected.
   *
   * @return completes when the connection is closed; also when there was none
   */
  CompletableFuture<Void> close();

  /**
   * Asks the module for the state of its link.
   *
   * @return completes with what the module believes
   */
  CompletableFuture<MqttLinkState> queryState();

  /**
   * Sets who is told what happens without being asked for.
   *
   * @param listener the listener; it replaces the one before
   */
  void setListener(MqttModuleListener listener);
}
