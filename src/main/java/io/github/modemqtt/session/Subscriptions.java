package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The filters that this client wants, and who handles what matches them. Thread-safe. */
final class Subscriptions {

  /** One filter. */
  record Subscription(TopicFilter filter, Qos qos, Consumer<? super Message> handler) {}

  private final Map<TopicFilter, Subscription> byFilter = new LinkedHashMap<>();

  /**
   * A filter has one handler; a second subscription replaces it, as the broker replaces the QoS.
   *
   * @return the subscription that was replaced, or {@code null}
   */
  synchronized @Nullable Subscription put(Subscription subscription) {
    return byFilter.put(subscription.filter(), subscription);
  }

  synchronized void clear() {
    byFilter.clear();
  }

  synchronized void remove(TopicFilter filter) {
    byFilter.remove(filter);
  }

  /** Takes a subscription back that failed, unless another one has taken its place. */
  synchronized void takeBack(Subscription failed, @Nullable Subscription before) {
    if (before == null) {
      byFilter.remove(failed.filter(), failed);
    } else {
      byFilter.replace(failed.filter(), failed, before);
    }
  }

  synchronized List<Subscription> all() {
    return List.copyOf(byFilter.values());
  }

  synchronized List<Consumer<? super Message>> handlersOf(Message message) {
    List<Consumer<? super Message>> handlers = new ArrayList<>(1);
    for (Subscription subscription : byFilter.values()) {
      if (subscription.filter().matches(message.topic())) {
        handlers.add(subscription.handler());
      }
    }
    return handlers;
  }
}
