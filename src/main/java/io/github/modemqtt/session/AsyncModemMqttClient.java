package io.github.modemqtt.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.mqtt.Message;
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
 * thrown at once. Thread-safe.
 */
public final class AsyncModemMqttClient {
  private final ClientCore core;

  AsyncModemMqttClient(ClientCore core) {
    this.core = core;
  }

  /**
   * Opens the line, brings the module up and opens the connection to the broker.
   *
   * @return completes when the TCP connection is there
   */
  public CompletableFuture<Void> open() {
    return handOver(core.open());
  }

  /**
   * Connects to the broker.
   *
   * @return completes when the broker has accepted
   */
  public CompletableFuture<Void> connect() {
    return handOver(core.connect());
  }

  /**
   * Subscribes to a filter.
   *
   * @param filter the topic filter, MQTT 3.1.1 section 4.7
   * @param qos the highest QoS to receive with
   * @param handler gets each message on the client's callback thread
   * @return completes when the broker has answered; whether it granted the subscription cannot be
   *     seen
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   */
  public CompletableFuture<Void> subscribe(
      String filter, Qos qos, Consumer<? super Message> handler) {
    return handOver(core.subscribe(TopicFilter.of(filter), qos, handler));
  }

  /**
   * Takes a subscription back.
   *
   * @param filter the filter as subscribed
   * @return completes when the broker has answered
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   */
  public CompletableFuture<Void> unsubscribe(String filter) {
    return handOver(core.unsubscribe(TopicFilter.of(filter)));
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
    return handOver(core.publish(TopicName.of(topic), payload, qos, retain));
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
   * Disconnects from the broker, which discards the will.
   *
   * @return completes when the module is disconnected
   */
  public CompletableFuture<Void> disconnect() {
    return handOver(core.disconnect());
  }

  private CompletableFuture<Void> handOver(CompletableFuture<Void> future) {
    CompletableFuture<Void> given = new CompletableFuture<>();
    future.whenComplete(
        (done, failure) -> core.callbacks().execute(() -> Completion.pass(done, failure, given)));
    return given;
  }
}
