package io.github.modemqtt.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.modem.NetworkView;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The view of a {@link ModemMqttClient} that never waits.
 *
 * <p>Each future completes on the client's callback thread when the blocking method of the same
 * name would return, or completes exceptionally with what that method would throw. Bad topics are
 * thrown at once. Thread-safe. With a store on disk, publishing takes the time of a write to it.
 */
public final class AsyncModemMqttClient {
  private final ClientCore core;

  AsyncModemMqttClient(ClientCore core) {
    this.core = core;
  }

  /**
   * Opens the line and brings the module into the network.
   *
   * @return completes when the module is registered and has an address
   */
  public CompletableFuture<Void> open() {
    return core.handedOver(core.request(Request.Kind.OPEN));
  }

  /**
   * Connects to the broker, in one attempt; opens the line first if it is not open.
   *
   * @return completes when the broker has accepted
   */
  public CompletableFuture<Void> connect() {
    return core.handedOver(core.request(Request.Kind.CONNECT));
  }

  /**
   * Subscribes to a filter, now or as soon as there is a connection.
   *
   * @param filter the topic filter, MQTT 3.1.1 section 4.7
   * @param qos the highest QoS to receive with
   * @param handler gets each message on the client's callback thread
   * @return completes when the broker has answered; whether it granted the subscription cannot be
   *     seen
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   */
  public CompletableFuture<Subscription> subscribe(
      String filter, Qos qos, Consumer<? super Message> handler) {
    return core.handedOver(core.subscribe(TopicFilter.of(filter), qos, handler));
  }

  /**
   * Subscribes to a filter whose messages wait until they are taken.
   *
   * @param filter the topic filter, MQTT 3.1.1 section 4.7
   * @param qos the highest QoS to receive with
   * @param options how many messages wait, and which is dropped when more come
   * @return completes with the stream when the broker has answered
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   */
  public CompletableFuture<MessageStream> messages(String filter, Qos qos, StreamOptions options) {
    return core.handedOver(core.messages(TopicFilter.of(filter), qos, options));
  }

  /**
   * Takes all handlers of a filter away, ends its streams, and tells the broker.
   *
   * @param filter the topic filter
   * @return completes when the broker has answered
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   */
  public CompletableFuture<Void> unsubscribe(String filter) {
    return core.handedOver(core.unsubscribe(TopicFilter.of(filter)));
  }

  /**
   * Publishes bytes.
   *
   * @param topic the topic name, without wildcards
   * @param payload the payload; copied
   * @param qos the QoS
   * @param retain whether the broker keeps the message for later subscribers
   * @return completes when the module has sent it (QoS 0) or the broker has acknowledged it
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the topic is not valid
   */
  public CompletableFuture<Void> publish(String topic, byte[] payload, Qos qos, boolean retain) {
    return acknowledged(OutgoingMessage.of(TopicName.of(topic), payload, qos).withRetain(retain));
  }

  /**
   * Publishes text as UTF-8, not retained.
   *
   * @param topic the topic name, without wildcards
   * @param payload the payload
   * @param qos the QoS
   * @return completes when the module has sent it (QoS 0) or the broker has acknowledged it
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the topic is not valid
   */
  public CompletableFuture<Void> publish(String topic, String payload, Qos qos) {
    return publish(topic, payload.getBytes(UTF_8), qos, false);
  }

  /**
   * Puts a message into the outbox, and lets watch how far it gets.
   *
   * @param message the message
   * @param options how it waits
   * @return the message on its way
   * @throws ClientStateException if nobody has asked for a connection
   * @throws OutboxFullException if the outbox is full and its policy is to refuse
   * @throws io.github.modemqtt.mqtt.PayloadTooLongException if the payload is too long
   * @throws io.github.modemqtt.at.ParameterException if the module cannot express the topic
   * @throws io.github.modemqtt.outbox.OutboxStoreException if the store cannot keep it
   */
  public Publication send(OutgoingMessage message, PublishOptions options) {
    return core.publish(message, options);
  }

  private CompletableFuture<Void> acknowledged(OutgoingMessage message) {
    try {
      return core.publish(message, PublishOptions.DEFAULTS).acknowledged();
    } catch (RuntimeException e) {
      return core.handedOver(CompletableFuture.failedFuture(e));
    }
  }

  /**
   * Asks the module about its network anew.
   *
   * @return completes with what is known then; fails as {@link ModemMqttClient#readNetwork()} does
   */
  public CompletableFuture<NetworkView> refreshNetwork() {
    return core.handedOver(core.refreshNetwork());
  }

  /**
   * Disconnects from the broker, which discards the will.
   *
   * @return completes when the module is disconnected
   */
  public CompletableFuture<Void> disconnect() {
    return core.handedOver(core.request(Request.Kind.DISCONNECT));
  }
}
