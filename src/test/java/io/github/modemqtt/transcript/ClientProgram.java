package io.github.modemqtt.transcript;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program that subscribes, publishes to itself and disconnects. */
record ClientProgram(String filter, String topic) {
  static final String PASSWORD = "correct horse";

  /** Runs it against the module in software. */
  Transcript record(EmbeddedBroker broker) {
    MemoryTransport.Pair line = MemoryTransport.pair("recorded");
    StringWriter file = new StringWriter();
    try (EmulatedModule module =
        RecordedModules.builder(line.module())
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .broker(broker.host(), broker.port())
            .build()) {
      module.start();
      run(new RecordingTransport(line.host(), file, Map.of(), Redaction.standard()));
    }
    return Transcript.parse(file.toString());
  }

  void run(Transport line) {
    LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
    try (ModemMqttClient client =
        ModemMqttClient.builder()
            .transport(() -> line)
            .broker("broker.example", 1883)
            .clientId("replay")
            .credentials("user", PASSWORD)
            .bringUp(QuickTimes.BRING_UP)
            .channel(QuickTimes.CHANNEL.withProbing(Duration.ofSeconds(5), 3, Duration.ofMillis(5)))
            .build()) {
      client.open();
      client.connect();
      client.subscribe(filter, Qos.AT_LEAST_ONCE, received::add);
      client.publish(topic, "{\"a\": 1}", Qos.AT_LEAST_ONCE);
      if (received.poll(15, TimeUnit.SECONDS) == null) {
        throw new AssertionError("no message came");
      }
      client.disconnect();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
