package io.github.modemqtt.examples;

import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The example of the README: connects, subscribes, publishes. */
public class Hello {
  /**
   * Publishes one message and waits a minute for a command.
   *
   * @param args the module's port, such as /dev/ttyUSB0, and the broker's host
   */
  public static void main(String... args) throws InterruptedException {
    CountDownLatch commanded = new CountDownLatch(1);
    try (ModemMqttClient client =
        ModemMqttClient.builder()
            .modem(args[0])
            .broker(args[1], 1883)
            .clientId("pi-1")
            .credentials("user", "password")
            .build()) {
      client.connect(); // port, SIM card, network, broker
      client.subscribe(
          "commands/#",
          Qos.AT_LEAST_ONCE,
          message -> {
            System.out.println(message.topic() + ": " + message.payloadAsText());
            commanded.countDown();
          });
      client.publish("status", "{\"up\":true}", Qos.AT_LEAST_ONCE); // the broker has it now
      commanded.await(1, TimeUnit.MINUTES);
      client.disconnect();
    }
  }
}
