package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.MosquittoBroker;
import io.github.modemqtt.testsupport.MosquittoSubscription;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryPort;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The adapter is pulled out and put in again, while the module keeps its power. */
@Timeout(60)
class PortGoneForAWhileTest {
  private static final Duration GONE = Duration.ofMillis(300);

  @Test
  void aClientOpensThePortAgainWhenItIsBackAndPublishes() {
    MosquittoBroker.assumeInstalled();
    MemoryPort port = new MemoryPort("gone");
    try (MosquittoBroker broker = MosquittoBroker.start();
        MosquittoSubscription subscriber = broker.clients().subscribe("t", 1);
        EmulatedModule module =
            RecordedModules.builder(port)
                .broker("127.0.0.1", broker.port())
                .firmwareDelays(FirmwareDelays.NONE)
                .registrationDelay(Duration.ZERO)
                .build();
        ModemMqttClient client =
            ModemMqttClient.builder()
                .transport(port::newTransport)
                .broker("broker.example", 1883)
                .channel(QuickTimes.CHANNEL)
                .reconnect(QuickTimes.RECONNECT)
                .build()) {
      module.start();
      client.connect();
      client.publish("t", "before", Qos.AT_LEAST_ONCE);

      module.inject(new Fault.PortGone(GONE));
      client.publish("t", "after", Qos.AT_LEAST_ONCE);
      client.disconnect();

      assertEquals("before", subscriber.next().text());
      assertEquals("after", subscriber.next().text());
      CarefulDriver.close(module);
    }
  }
}
