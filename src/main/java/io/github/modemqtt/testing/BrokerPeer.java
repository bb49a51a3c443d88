package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody else at the broker of a test: publishes to the module's client, and takes what it
 * publishes.
 *
 * <p>It is connected to the broker directly, past all modules, subscribes to everything at QoS 2,
 * and keeps what comes, its own messages excepted: the first 10,000 that nobody takes. Topics that
 * begin with {@code $} are not part of everything.
 *
 * <p>All methods may be called from any thread. What waits does so for 10 s of real time at most,
 * and fails with an {@link AssertionError} then.
 */
public final class BrokerPeer {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final PeerLink link;

  private BrokerPeer(PeerLink link) {
    this.link = link;
  }

  /** Connects and subscribes. */
  static BrokerPeer connect(BrokerAddress broker) {
    PeerLink link = new PeerLink(broker);
    try {
      link.connect();
    } catch (RuntimeException | AssertionError e) {
      link.close();
      throw e;
    }
    return new BrokerPeer(link);
  }

  /**
   * Publishes text as UTF-8 at QoS 1, not retained; returns when the broker has it.
   *
   * @param topic the topic name, without wildcards
   * @param payload the payload
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the topic is not valid
   */
  public void publish(String topic, String payload) {
    publish(topic, payload.getBytes(UTF_8), Qos.AT_LEAST_ONCE, false);
  }

  /**
   * Publishes; at QoS 1 and 2 returns when the broker has it.
   *
   * @param topic the topic name, without wildcards
   * @param payload the payload
   * @param qos the QoS
   * @param retain whether the broker keeps the message for later subscribers
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the topic is not valid
   */
  public void publish(String topic, byte[] payload, Qos qos, boolean retain) {
    link.publish(TopicName.of(topic), payload.clone(), qos, retain);
  }

  /**
   * Takes the oldest message under a filter that was not taken yet, or waits for one; others stay.
   *
   * @param filter the topic filter, MQTT 3.1.1 section 4.7
   * @return the message
   * @throws AssertionError if none comes within 10 s
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   */
  public Message take(String filter) {
    return link.inbox()
        .take(TopicFilter.of(filter), LIMIT)
        .orElseThrow(() -> new AssertionError(link.inbox().describeMissing(filter, LIMIT)));
  }

  /**
   * Takes the oldest message under a filter that was not taken yet, or waits for one; others stay.
   *
   * @param filter the topic filter, MQTT 3.1.1 section 4.7
   * @param timeout how long to wait, in real time
   * @return the message, or empty if none came in time
   * @throws io.github.modemqtt.mqtt.InvalidTopicException if the filter is not valid
   */
  public Optional<Message> take(String filter, Duration timeout) {
    return link.inbox().take(TopicFilter.of(filter), timeout);
  }

  void close() {
    link.close();
  }
}
