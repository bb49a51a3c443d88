package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testing.BrokerPeer;
import io.github.modemqtt.testing.EmulatedModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The README's example of a test with a module in software. */
@Timeout(60)
class ModuleInSoftwareTest {
  @Test
  @EmulatedModule
  void aReadingReachesTheBroker(ModemMqttClient client, BrokerPeer peer) {
    client.publish("plant/7", "21.5", Qos.AT_LEAST_ONCE);

    assertEquals("21.5", peer.take("plant/+").payloadAsText());
  }
}
