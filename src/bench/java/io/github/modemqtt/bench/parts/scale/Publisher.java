package io.github.modemqtt.bench.parts.scale;

import io.github.modemqtt.bench.host.BareHost;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transport.TcpTransport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** What publishes through one module. */
interface Publisher extends AutoCloseable {
  String PAYLOAD = "{\"celsius\":21.5,\"humidity\":40}";

  /** Connects; waits for it. */
  void connect();

  /** Publishes a message at QoS 1; complete when the broker has acknowledged it. */
  CompletableFuture<Void> publish();

  @Override
  void close();

  /** A publisher of that kind. */
  static Publisher of(Kind kind, int number, int port) {
    return kind == Kind.CLIENT ? new Client(number, port) : new Bare(number, port);
  }

  /** What the publishers are. */
  enum Kind {
    /** The library's client. */
    CLIENT,
    /** A thread with a bare loop of write and read. */
    BARE
  }

  /** The library's client. */
  final class Client implements Publisher {
    private final int number;
    private final int port;
    private final String topic;
    private ModemMqttClient client;

    Client(int number, int port) {
      this.number = number;
      this.port = port;
      topic = "scale/" + number;
      client = newClient();
    }

    private ModemMqttClient newClient() {
      return ModemMqttClient.builder()
          .transport(() -> new TcpTransport("127.0.0.1", port))
          .broker("broker.example", 1883)
          .clientId("client-" + number)
          .build();
    }

    @Override
    public void connect() {
      client.connect();
    }

    @Override
    public CompletableFuture<Void> publish() {
      return client.async().publish(topic, PAYLOAD, Qos.AT_LEAST_ONCE);
    }

    /** Receives what it publishes, until it disconnects. */
    void subscribe(Consumer<Message> handler) {
      client.subscribe(topic, Qos.AT_LEAST_ONCE, handler::accept);
    }

    /** Ends the connection and makes it again; does not subscribe. */
    void reconnect() {
      client.disconnect();
      client.connect();
    }

    /** Goes on with a new client. */
    void replace() {
      client.disconnect();
      client.close();
      client = newClient();
      client.connect();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** A thread with a bare loop. */
  final class Bare implements Publisher {
    private static final int IDS = 60_000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final BareHost host;
    private final int number;
    private int published;

    Bare(int number, int port) {
      this.number = number;
      host = new BareHost(new TcpTransport("127.0.0.1", port));
    }

    @Override
    public void connect() {
      CompletableFuture.runAsync(() -> host.connect("bare-" + number), thread).join();
    }

    @Override
    public CompletableFuture<Void> publish() {
      return CompletableFuture.runAsync(this::publishNow, thread);
    }

    private void publishNow() {
      published++;
      host.publish(1 + published % IDS, Qos.AT_LEAST_ONCE, "scale/" + number, PAYLOAD);
      host.awaitResults(published);
    }

    @Override
    public void close() {
      thread.shutdown();
      host.close();
    }
  }
}
