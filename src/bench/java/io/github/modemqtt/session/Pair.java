package io.github.modemqtt.session;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A module in software and its client, with a line in memory between them. */
record Pair(EmulatedModule module, ModemMqttClient client, String topic) implements AutoCloseable {

  static Pair create(int number, LocalBroker broker) {
    MemoryTransport.Pair line = MemoryTransport.pair("m" + number);
    EmulatedModule module =
        EmulatedModule.builder(line.module())
            .broker(broker.host(), broker.port())
            .identity(ModuleIdentity.numbered(number))
            .registrationDelay(Duration.ZERO)
            .firmwareDelays(FirmwareDelays.NONE)
            .chunkGap(Duration.ZERO)
            .build();
    ModemMqttClient client =
        ModemMqttClient.builder()
            .transport(line::host)
            .broker("broker.example", 1883)
            .clientId("pair-" + number)
            .build();
    return new Pair(module, client, "pairs/" + number);
  }

  void connect() {
    module.start();
    client.open();
    client.connect();
  }

  /** Publishes one message after the other; each is acknowledged before the next one goes. */
  CompletableFuture<Void> publish(String payload, Latencies latencies, int count) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    publish(payload, latencies, count, done);
    return done;
  }

  private void publish(
      String payload, Latencies latencies, int left, CompletableFuture<Void> done) {
    if (left == 0) {
      done.complete(null);
      return;
    }
    long start = System.nanoTime();
    client
        .async()
        .publish(topic, payload, Qos.AT_LEAST_ONCE)
        .whenComplete(
            (acknowledged, failure) -> {
              if (failure == null) {
                latencies.add(System.nanoTime() - start);
                publish(payload, latencies, left - 1, done);
              } else {
                done.completeExceptionally(failure);
              }
            });
  }

  @Override
  public void close() {
    client.close();
    module.close();
    if (!module.audit().isEmpty()) {
      throw new IllegalStateException("the module complains: " + module.audit());
    }
  }
}
