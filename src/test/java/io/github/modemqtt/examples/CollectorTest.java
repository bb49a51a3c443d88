package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RawMqttClient;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CollectorTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void theExamplePublishesReadingsAndAlarmsAndMeasuresOnCommand() {
    Iterator<Double> readings = List.of(99.0, 20.5).iterator();
    MemoryTransport.Pair line = MemoryTransport.pair("collector");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        RawMqttClient observer = RawMqttClient.open(broker.port());
        EmulatedModule module =
            RecordedModules.builder(line.module())
                .firmwareDelays(FirmwareDelays.NONE)
                .registrationDelay(Duration.ofMillis(50))
                .broker(broker.host(), broker.port())
                .build()) {
      observer.connect(options -> options.clientId("observer").cleanSession(true));
      observer.subscribe(1, "plant/temperature", 1);
      observer.subscribe(2, "plant/alarm", 1);
      module.start();
      try (Collector collector = new Collector(device(line), readings::next, registry)) {
        collector.start(Duration.ofHours(1));

        assertEquals(
            Set.of("plant/temperature 99.0", "plant/alarm 99.0"),
            Set.of(next(observer), next(observer)));
        observer.publish(3, "plant/measure", "now", 1, true);
        assertEquals("plant/temperature 20.5", next(observer));
        Eventually.holds("three are acknowledged", () -> acknowledged() == 3);
      }
      assertEquals(List.of(), registry.getMeters());
      CarefulDriver.close(module);
    }
  }

  private static ModemMqttClient.Builder device(MemoryTransport.Pair line) {
    return ModemMqttClient.builder()
        .transport(line::host)
        .broker("broker.example", 1883)
        .clientId("plant-7")
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL);
  }

  private static String next(RawMqttClient observer) {
    RawMqttClient.Published message = observer.receive();
    return message.topic() + " " + message.text();
  }

  private long acknowledged() {
    return registry
        .get("modemqtt.publish.latency")
        .tags("qos", "1", "stage", "total")
        .timer()
        .count();
  }
}
