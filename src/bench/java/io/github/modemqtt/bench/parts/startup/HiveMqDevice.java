package io.github.modemqtt.bench.parts.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import java.util.concurrent.CompletableFuture;

/** HiveMQ's client, which connects again by itself. */
final class HiveMqDevice implements CollectorProgram.Device {
  private final Mqtt3AsyncClient client;

  HiveMqDevice(String port) {
    client =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier(CollectorProgram.clientId())
            .serverHost("127.0.0.1")
            .serverPort(Integer.parseInt(port))
            .automaticReconnectWithDefaultConfig()
            .buildAsync();
    client.connect().join();
    client
        .subscribeWith()
        .topicFilter("plant/measure")
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(message -> {})
        .send()
        .join();
  }

  @Override
  public CompletableFuture<?> send(String reading) {
    return client
        .publishWith()
        .topic("plant/temperature")
        .payload(reading.getBytes(UTF_8))
        .qos(MqttQos.AT_LEAST_ONCE)
        .send();
  }

  @Override
  public void close() {
    client.disconnect().join();
  }
}
