package io.github.modemqtt.bench.parts.tcp;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** When messages arrive at the broker, by topic: seen by a subscriber beside it. */
final class Arrivals implements AutoCloseable {
  private final Map<String, OfTopic> topics = new ConcurrentHashMap<>();
  private final MqttClient subscriber;

  Arrivals(InetSocketAddress broker) throws MqttException {
    subscriber =
        new MqttClient("tcp://127.0.0.1:" + broker.getPort(), "arrivals", new MemoryPersistence());
    subscriber.connect();
    subscriber.subscribe("#", 0, (topic, message) -> of(topic).arrived());
  }

  OfTopic of(String topic) {
    return topics.computeIfAbsent(topic, name -> new OfTopic());
  }

  @Override
  public void close() throws MqttException {
    subscriber.disconnect();
    subscriber.close();
  }

  /** The messages of one topic. */
  static final class OfTopic {
    private int count;
    private long last;

    private synchronized void arrived() {
      last = System.nanoTime();
      count++;
      notifyAll();
    }

    synchronized void await(int wanted, long seconds)
        throws InterruptedException, TimeoutException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (count < wanted) {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
          throw new TimeoutException(count + " of " + wanted + " messages arrived");
        }
        wait(millis);
      }
    }

    /** From a moment, in nanoseconds, to the last one. */
    synchronized double perSecondSince(long start) {
      return count * 1e9 / (last - start);
    }
  }
}
