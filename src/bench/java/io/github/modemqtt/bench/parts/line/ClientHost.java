package io.github.modemqtt.bench.parts.line;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.Publication;
import io.github.modemqtt.session.PublishOptions;
import io.github.modemqtt.transport.Transport;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** The client, with all that it does for a user. */
final class ClientHost implements Host {
  /** Enough in the outbox that it never runs empty. */
  private static final int QUEUED = 64;

  private final ModemMqttClient client;

  ClientHost(Transport line) {
    client =
        ModemMqttClient.builder()
            .transport(() -> line)
            .broker("broker.example", 1883)
            .clientId("client")
            .maxInFlight(WINDOW)
            .build();
    client.connect();
  }

  @Override
  public long publish(int count, String payload, Qos qos) {
    OutgoingMessage message = OutgoingMessage.of(TopicName.of(LinePart.TOPIC), payload, qos);
    Semaphore room = new Semaphore(QUEUED);
    AtomicLong last = new AtomicLong();
    AtomicLong failures = new AtomicLong();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      room.acquireUninterruptibly();
      Publication publication = client.async().send(message, PublishOptions.DEFAULTS);
      publication.accepted().whenComplete((done, failure) -> last.set(System.nanoTime()));
      publication
          .acknowledged()
          .whenComplete(
              (done, failure) -> {
                failures.addAndGet(failure == null ? 0 : 1);
                room.release();
              });
    }
    room.acquireUninterruptibly(QUEUED);
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " messages failed");
    }
    return last.get() - start;
  }

  @Override
  public void close() {
    client.close();
  }
}
