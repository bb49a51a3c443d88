package io.github.modemqtt.examples;

import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testing.Transcript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The README's example of a test with a recorded session. */
@Timeout(60)
class ReplayedSessionTest {
  @Test
  @Transcript("at-scripts/connect-publish.transcript")
  void publishesAsOnThatDay(ModemMqttClient client) {
    client.open();
    client.connect();
    client.publish("plant/7/state", "{\"on\": true}", Qos.AT_LEAST_ONCE);
    client.publish("plant/7/raw", new byte[] {0, 13, 10, -1}, Qos.AT_MOST_ONCE, false);
    client.disconnect();
  }
}
