package io.github.modemqtt.bench.parts.startup;

import static io.github.modemqtt.mqtt.Qos.AT_LEAST_ONCE;
import static io.github.modemqtt.session.OverflowPolicy.DROP_OLDEST;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.session.ClientMetrics;
import io.github.modemqtt.session.MessagePriority;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.OutboxOptions;
import io.github.modemqtt.session.PublishOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** modemqtt, with the settings of the README's collector. */
final class ModemDevice implements CollectorProgram.Device {
  private static final PublishOptions READING =
      new PublishOptions(Duration.ofHours(6), MessagePriority.NORMAL);

  private final ModemMqttClient client;

  ModemDevice(String port, ClientMetrics metrics) {
    client =
        ModemMqttClient.builder()
            .modem(port)
            .broker("127.0.0.1", 1883)
            .clientId(CollectorProgram.clientId())
            .outbox(
                OutboxOptions.DEFAULTS
                    .withCapacity(CollectorProgram.CAPACITY)
                    .withOverflow(DROP_OLDEST))
            .subscribeTimeout(Duration.ofDays(365))
            .metrics(metrics)
            .build();
    client.start();
    client.async().subscribe("plant/measure", AT_LEAST_ONCE, message -> {});
  }

  @Override
  public CompletableFuture<?> send(String reading) {
    OutgoingMessage message =
        OutgoingMessage.of(TopicName.of("plant/temperature"), reading, AT_LEAST_ONCE);
    return client.async().send(message, READING).acknowledged();
  }

  @Override
  public int waiting() {
    return client.outboxDepth();
  }

  @Override
  public void close() {
    client.close();
  }
}
