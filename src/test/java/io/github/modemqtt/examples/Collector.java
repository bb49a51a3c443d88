package io.github.modemqtt.examples;

import static io.github.modemqtt.mqtt.Qos.AT_LEAST_ONCE;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.metrics.MicrometerClientMetrics;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.MessagePriority;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.OutboxOptions;
import io.github.modemqtt.session.OverflowPolicy;
import io.github.modemqtt.session.Publication;
import io.github.modemqtt.session.PublishOptions;
import io.github.modemqtt.session.RecoveryAttempt;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second example of the README: runs for years, whatever network and broker do. */
class Collector implements ClientListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final PublishOptions READING =
      PublishOptions.DEFAULTS.withTimeToLive(Duration.ofHours(6));
  private static final PublishOptions ALARM =
      READING.withPriority(MessagePriority.HIGH).withTimeToLive(Duration.ofDays(2));

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final DoubleSupplier sensor;
  private final ModemMqttClient client;

  Collector(ModemMqttClient.Builder device, DoubleSupplier sensor, MeterRegistry registry) {
    this.sensor = sensor;
    client =
        device
            .outbox(
                OutboxOptions.DEFAULTS
                    .withCapacity(5000)
                    .withOverflow(OverflowPolicy.DROP_OLDEST))
            .metrics(new MicrometerClientMetrics(registry))
            .listener(this)
            .build();
  }
}
