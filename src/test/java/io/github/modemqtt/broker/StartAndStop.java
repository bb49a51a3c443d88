package io.github.modemqtt.broker;

import io.github.modemqtt.testsupport.RawMqttClient;

/** A program that uses a broker and returns from {@code main}. */
final class StartAndStop {
  private StartAndStop() {}

  public static void main(String[] arguments) {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        RawMqttClient client = RawMqttClient.open(broker.port())) {
      client.connect(options -> options.clientId("child").cleanSession(true));
      client.subscribe(1, "a/#", 1);
      client.publish(2, "a/b", "x".repeat(200_000), 0, true);
      client.receive();
    }
  }
}
