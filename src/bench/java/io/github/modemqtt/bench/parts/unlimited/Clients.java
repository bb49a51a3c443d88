package io.github.modemqtt.bench.parts.unlimited;

import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transport.SerialTransport;
import io.github.modemqtt.transport.Transport;

/** Clients with what a user gets without saying anything. */
final class Clients {
  static final int DEFAULT_WINDOW = 8;

  private Clients() {}

  static ModemMqttClient onPty(String path, int window) {
    return on(new SerialTransport(path), window);
  }

  static ModemMqttClient on(Transport line, int window) {
    ModemMqttClient client =
        ModemMqttClient.builder()
            .transport(() -> line)
            .broker("broker.example", 1883)
            .clientId("client-" + Integer.toHexString(System.identityHashCode(line)))
            .maxInFlight(window)
            .build();
    client.connect();
    return client;
  }
}
