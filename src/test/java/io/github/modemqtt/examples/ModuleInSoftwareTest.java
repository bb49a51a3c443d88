package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transport.MemoryTransport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The README's example of a test with a module in software. */
@Timeout(60)
class ModuleInSoftwareTest {
  @Test
  void aReadingReachesTheBroker() throws Exception {
    MemoryTransport.Pair line = MemoryTransport.pair("test");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        EmulatedModule module =
            EmulatedModule.builder(line.module()).broker(broker.host(), broker.port()).build();
        ModemMqttClient client =
            ModemMqttClient.builder().transport(line::host).broker("any.host", 1883).build()) {
      module.start();
      client.open();
      client.connect();
      CompletableFuture<String> reading = new CompletableFuture<>();
      client.subscribe("t", Qos.AT_LEAST_ONCE, m -> reading.complete(m.payloadAsText()));
      client.publish("t", "21.5", Qos.AT_LEAST_ONCE);

      assertEquals("21.5", reading.get(10, TimeUnit.SECONDS));
      assertEquals(List.of(), module.audit()); // nothing that would upset a real module
    }
  }
}
