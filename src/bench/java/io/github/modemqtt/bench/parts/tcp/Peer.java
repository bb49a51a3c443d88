package io.github.modemqtt.bench.parts.tcp;

import java.util.concurrent.CompletableFuture;

/** An MQTT client, and what its line and its network carry. */
interface Peer extends AutoCloseable {
  /** From nothing to the broker's acceptance. */
  void connect() throws Exception;

  /** Completes with the broker's acknowledgement; at QoS 0 when the client has sent it. */
  CompletableFuture<?> publish(String topic, byte[] payload, int qos) throws Exception;

  /** The bytes on the serial line so far, in both directions. */
  long line();

  /** What went over the network so far. */
  Traffic air();
}
