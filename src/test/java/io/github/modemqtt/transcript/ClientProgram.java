package io.github.modemqtt.transcript;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.Reconnector;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RawMqttClient;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program that subscribes, publishes, receives what somebody else publishes, and disconnects.
 *
 * <p>The message comes when nothing else is under way: one that touches another line is ambiguous,
 * and whether it does is a question of time, which a replay leaves out.
 */
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
      run(
          new RecordingTransport(line.host(), file, Map.of(), Redaction.standard()),
          () -> publishTo(broker));
    }
    return Transcript.parse(file.toString());
  }

  private void publishTo(EmbeddedBroker broker) {
    try (RawMqttClient publisher = RawMqttClient.open(broker.port())) {
      publisher.connect(options -> options.clientId("somebody").cleanSession(true));
      publisher.publish(1, topic, "{\"a\": 1}", 1, false);
    }
  }

  /** Runs it against a replay, in which somebody has published already. */
  void run(Transport line) {
    run(line, () -> {});
  }

  private void run(Transport line, Runnable somebodyPublishes) {
    LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
    try (ModemMqttClient client =
        ModemMqttClient.builder()
            .transport(() -> line)
            .broker("broker.example", 1883)
            .clientId("replay")
            .credentials("user", PASSWORD)
            .reconnector(Reconnector.UNLESS_LINE_LOST)
            .healthInterval(Duration.ZERO)
            .bringUp(QuickTimes.BRING_UP)
            .channel(QuickTimes.CHANNEL.withProbing(Duration.ofSeconds(5), 3, Duration.ofMillis(5)))
            .build()) {
      client.open();
      client.connect();
      client.subscribe(filter, Qos.AT_LEAST_ONCE, received::add);
      client.publish("other/" + topic, "{\"b\": 2}", Qos.AT_LEAST_ONCE);
      somebodyPublishes.run();
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
