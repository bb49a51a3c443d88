package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A handler that gets the messages of a filter, for as long as the client wants them.
 *
 * <p>It lasts across reconnects. Thread-safe.
 */
public final class Subscription {
  private final ClientCore core;
  private final TopicFilter filter;
  private final Qos qos;
  private final Consumer<? super Message> handler;

  Subscription(ClientCore core, TopicFilter filter, Qos qos, Consumer<? super Message> handler) {
    this.core = core;
    this.filter = filter;
    this.qos = qos;
    this.handler = handler;
  }

  /**
   * The filter.
   *
   * @return the topic filter
   */
  public TopicFilter filter() {
    return filter;
  }

  /**
   * The quality of service that was asked for.
   *
   * @return the highest QoS to receive with
   */
  public Qos qos() {
    return qos;
  }

  /**
   * What is known of the broker's answer.
   *
   * @return the outcome
   */
  public SubscribeOutcome outcome() {
    return SubscribeOutcome.ACCEPTED_GRANT_UNKNOWN;
  }

  /**
   * Takes this handler away; when it was the filter's last one, the broker is told.
   *
   * @return completes when the broker has answered, on the client's callback thread
   */
  public CompletableFuture<Void> cancel() {
    return core.handedOver(core.cancel(filter, handler));
  }

  @Override
  public String toString() {
    return "Subscription[" + filter + ", qos=" + qos.level() + "]";
  }
}
