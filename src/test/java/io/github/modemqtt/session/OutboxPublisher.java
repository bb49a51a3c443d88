package io.github.modemqtt.session;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.outbox.SqliteOutboxStore;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program that publishes numbers, with an outbox on disk and a module of its own, and says which
 * ones the outbox has taken. Without numbers it ends when the outbox is empty.
 */
final class OutboxPublisher {
  private OutboxPublisher() {}

  /** Takes the outbox's folder, the broker's port, the first number, how many. */
  public static void main(String... args) throws IOException {
    int first = Integer.parseInt(args[2]);
    int count = Integer.parseInt(args[3]);
    MemoryTransport.Pair line = MemoryTransport.pair("child");
    try (EmulatedModule module =
            RecordedModules.builder(line.module())
                .broker("127.0.0.1", Integer.parseInt(args[1]))
                .firmwareDelays(FirmwareDelays.NONE)
                .registrationDelay(Duration.ZERO)
                .build();
        ModemMqttClient client = client(line, SqliteOutboxStore.open(Path.of(args[0])))) {
      module.start();
      client.start();
      for (int number = first; number < first + count; number++) {
        client
            .async()
            .send(
                OutgoingMessage.of(TopicName.of("killed"), "" + number, Qos.AT_LEAST_ONCE),
                PublishOptions.DEFAULTS);
        say("kept " + number);
      }
      if (count == 0) {
        Eventually.holds("the outbox is empty", () -> client.outboxDepth() == 0);
        say("empty");
      } else if (System.in.read() >= 0) {
        throw new IllegalStateException("Nobody has anything to say");
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static ModemMqttClient client(MemoryTransport.Pair line, SqliteOutboxStore store) {
    return ModemMqttClient.builder()
        .transport(line::host)
        .broker("broker.example", 1883)
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .reopenPause(Duration.ofMillis(50))
        .reconnect(QuickTimes.RECONNECT)
        .outbox(OutboxOptions.DEFAULTS.withCapacity(10_000).withStore(store))
        .build();
  }
}
