package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HelloTest {
  @Test
  void theExampleConnectsSubscribesAndPublishes() throws Exception {
    assumeTrue(PseudoTerminal.isSupported(), "no pseudo-terminals here");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        PseudoTerminal terminal = PseudoTerminal.open();
        EmulatedModule module =
            RecordedModules.builder(terminal.transport())
                .broker(broker.host(), broker.port())
                .build();
        Observer observer = new Observer(broker)) {
      module.start();
      CompletableFuture<Void> example =
          CompletableFuture.runAsync(
              () -> {
                try {
                  Hello.main(terminal.slavePath().toString(), "broker.example");
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });

      assertEquals("{\"up\":true}", observer.status.get(30, TimeUnit.SECONDS));
      observer.client.publish("commands/stop", "now", Qos.AT_LEAST_ONCE);
      example.get(30, TimeUnit.SECONDS);
      CarefulDriver.close(module);
    }
  }

  /** Somebody else at the same broker, through a module of its own. */
  private static final class Observer implements AutoCloseable {
    final CompletableFuture<String> status = new CompletableFuture<>();
    final ModemMqttClient client;
    private final EmulatedModule module;

    Observer(EmbeddedBroker broker) {
      MemoryTransport.Pair line = MemoryTransport.pair("observer");
      module = RecordedModules.builder(line.module()).broker(broker.host(), broker.port()).build();
      module.start();
      client =
          ModemMqttClient.builder().transport(line::host).broker("broker.example", 1883).build();
      client.open();
      client.connect();
      client.subscribe(
          "status", Qos.AT_LEAST_ONCE, message -> status.complete(message.payloadAsText()));
    }

    @Override
    public void close() {
      client.close();
      CarefulDriver.close(module);
    }
  }
}
