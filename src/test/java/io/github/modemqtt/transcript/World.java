package io.github.modemqtt.transcript;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.testsupport.RawMqttClient;
import java.util.concurrent.CountDownLatch;

/** What happens to a module while a program uses it. In a replay it has happened already. */
interface World {
  /** Nothing happens any more. */
  World REPLAYED =
      new World() {
        @Override
        public void fault(Fault fault) {}

        @Override
        public void publish(String topic, String text) {}

        @Override
        public void letModuleReconnect() {}
      };

  void fault(Fault fault);

  /** Somebody else publishes. */
  void publish(String topic, String text);

  /** From now on, a module that has lost its link finds the broker again. */
  void letModuleReconnect();

  static World of(EmulatedModule module, EmbeddedBroker broker, CountDownLatch reconnect) {
    return new World() {
      @Override
      public void fault(Fault fault) {
        module.inject(fault);
      }

      @Override
      public void publish(String topic, String text) {
        try (RawMqttClient publisher = RawMqttClient.open(broker.port())) {
          publisher.connect(options -> options.clientId("somebody").cleanSession(true));
          publisher.publish(1, topic, text, 1, false);
        }
      }

      @Override
      public void letModuleReconnect() {
        reconnect.countDown();
      }
    };
  }
}
