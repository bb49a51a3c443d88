package io.github.modemqtt.bench.parts.tcp;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Eclipse Paho's client on the host. */
final class PahoPeer implements Peer {
  /** More than are ever under way: the measurement limits them. */
  private static final int UNDER_WAY = 1000;

  private final SlowPath path;
  private final MqttAsyncClient client;

  PahoPeer(SlowPath path, String clientId) throws MqttException {
    this.path = path;
    client =
        new MqttAsyncClient("tcp://127.0.0.1:" + path.port(), clientId, new MemoryPersistence());
  }

  @Override
  public void connect() throws MqttException {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMaxInflight(UNDER_WAY);
    client.connect(options).waitForCompletion();
  }

  @Override
  public CompletableFuture<?> publish(String topic, byte[] payload, int qos) throws MqttException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    client.publish(
        topic,
        payload,
        qos,
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
  public long line() {
    return path.settled().ppp();
  }

  @Override
  public Traffic air() {
    return path.settled();
  }

  @Override
  public void close() throws Exception {
    client.disconnectForcibly(0, 1);
    client.close(true);
    path.close();
  }
}
