package io.github.modemqtt.bench.parts.tcp;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** HiveMQ's client on the host. */
final class HiveMqPeer implements Peer {
  private static final int SECONDS_TO_CONNECT = 30;

  private final SlowPath path;
  private final Mqtt3AsyncClient client;

  HiveMqPeer(SlowPath path, String clientId) {
    this.path = path;
    client =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier(clientId)
            .serverHost("127.0.0.1")
            .serverPort(path.port())
            .buildAsync();
  }

  @Override
  public void connect() throws Exception {
    client.connect().get(SECONDS_TO_CONNECT, TimeUnit.SECONDS);
  }

  @Override
  public CompletableFuture<?> publish(String topic, byte[] payload, int qos) {
    return client.publishWith().topic(topic).payload(payload).qos(MqttQos.fromCode(qos)).send();
  }

  @Override
  public long line() {
    return path.settled().ppp();
  }

  @Override
  public Traffic air() {
    return path.settled();
  }

  @Override
  public void close() throws IOException {
    client.disconnect();
    path.close();
  }
}
