package io.github.modemqtt.bench.parts.line;

import io.github.modemqtt.bench.host.BareHost;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.transport.Transport;

/** A bare loop of write and read, with as many messages under way. */
final class BareLoop implements Host {
  private static final int FIRST_ID = 10_000;

  private final BareHost host;

  BareLoop(Transport line) {
    host = new BareHost(line);
    host.connect("bare");
  }

  @Override
  public long publish(int count, String payload, Qos qos) {
    long before = host.results();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      host.awaitResults(before + i - (WINDOW - 1));
      int id = qos == Qos.AT_MOST_ONCE ? 0 : FIRST_ID + i;
      host.publish(id, qos, LinePart.TOPIC, payload);
    }
    long end = System.nanoTime();
    host.awaitResults(before + count);
    return end - start;
  }

  @Override
  public void close() {
    host.close();
  }
}
