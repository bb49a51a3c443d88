package io.github.modemqtt.examples;

import static io.github.modemqtt.mqtt.Qos.AT_LEAST_ONCE;
import static io.github.modemqtt.session.MessagePriority.HIGH;
import static io.github.modemqtt.session.MessagePriority.NORMAL;
import static io.github.modemqtt.session.OverflowPolicy.DROP_OLDEST;

import io.github.modemqtt.metrics.MicrometerClientMetrics;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.OutboxOptions;
import io.github.modemqtt.session.PublishOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second example of the README: runs for months, whatever network and broker do. */
class Collector implements ClientListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final PublishOptions READING = new PublishOptions(Duration.ofHours(6), NORMAL);
  private static final PublishOptions ALARM = new PublishOptions(Duration.ofDays(2), HIGH);
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Callable<Double> sensor;
  private final ModemMqttClient client;

  Collector(ModemMqttClient.Builder device, Callable<Double> sensor, MeterRegistry registry) {
    OutboxOptions outbox = OutboxOptions.DEFAULTS.withCapacity(5000).withOverflow(DROP_OLDEST);
    this.sensor = sensor;
    this.client =
        device
            .outbox(outbox) // in memory; with a store also across restarts
            .subscribeTimeout(Duration.ofDays(365)) // the network may be long in coming
            .metrics(new MicrometerClientMetrics(registry))
            .listener(this)
            .build();
  }

  void start(Duration interval) {
    client.start(); // returns at once, whether the network is there or not
    client.async().subscribe("plant/measure", AT_LEAST_ONCE, m -> clock.execute(this::measure));
    clock.scheduleAtFixedRate(this::measure, 0, interval.toSeconds(), TimeUnit.SECONDS);
  }

  private void measure() {
    try {
      double celsius = sensor.call();
      send("plant/temperature", celsius, READING);
      if (celsius > 80) {
        send("plant/alarm", celsius, ALARM); // overtakes the readings that wait
      }
    } catch (Exception e) { // what is thrown here would stop the clock
      LOG.warn("No reading", e);
    }
  }

  private void send(String topic, double value, PublishOptions options) {
    OutgoingMessage message = OutgoingMessage.of(TopicName.of(topic), "" + value, AT_LEAST_ONCE);
    client.async().send(message, options); // into the outbox; nobody waits
  }

  @Override
  public void onStateChange(ClientState state) {
    LOG.info("The client is {}", state);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.close(); // ends the connection in order, in bounded time
  }

  public static void main(String... args) {
    ModemMqttClient.Builder device =
        ModemMqttClient.builder().modem(args[0]).broker(args[1], 1883).clientId("plant-7");
    Collector collector = new Collector(device, Collector::celsius, Metrics.globalRegistry);
    Runtime.getRuntime().addShutdownHook(new Thread(collector::close));
    collector.start(Duration.ofMinutes(1));
  }

  private static double celsius() throws IOException {
    Path pi = Path.of("/sys/class/thermal/thermal_zone0/temp"); // thousandths of a degree
    return Integer.parseInt(Files.readString(pi).strip()) / 1000.0;
  }
}
