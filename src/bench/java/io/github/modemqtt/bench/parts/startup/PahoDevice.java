package io.github.modemqtt.bench.parts.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.client.mqttv3.DisconnectedBufferOptions;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Eclipse Paho's client, which connects again by itself and keeps as many readings. */
final class PahoDevice implements CollectorProgram.Device {
  private final MqttAsyncClient client;

  PahoDevice(String port) throws MqttException {
    client =
        new MqttAsyncClient(
            "tcp://127.0.0.1:" + port, CollectorProgram.clientId(), new MemoryPersistence());
    DisconnectedBufferOptions buffer = new DisconnectedBufferOptions();
    buffer.setBufferEnabled(true);
    buffer.setBufferSize(CollectorProgram.CAPACITY);
    buffer.setDeleteOldestMessages(true);
    client.setBufferOpts(buffer);
    MqttConnectOptions options = new MqttConnectOptions();
    options.setAutomaticReconnect(true);
    options.setMaxInflight(CollectorProgram.CAPACITY);
    client.connect(options).waitForCompletion();
    client.subscribe("plant/measure", 1, (topic, message) -> {}).waitForCompletion();
  }

  @Override
  public CompletableFuture<?> send(String reading) throws MqttException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    client.publish(
        "plant/temperature",
        reading.getBytes(UTF_8),
        1,
        false,
        null,
        new IMqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            done.complete(null);
          }

          @Override
          public void onFailure(IMqttToken token, Throwable failure) {
            done.completeExceptionally(failure);
          }
        });
    return done;
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1);
  }
}
