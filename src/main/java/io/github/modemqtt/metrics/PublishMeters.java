package io.github.modemqtt.metrics;

import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.MessageDroppedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** How messages of one QoS fare. Thread-safe. */
final class PublishMeters {
  private final Meters meters;
  private final String qos;
  private final Counter drops;
  private final DistributionSummary queued;
  private final Timer accept;
  private final Timer acknowledge;
  private final Timer total;
  private final Counter retries;

  PublishMeters(Meters meters, Qos qos, Counter drops) {
    this.meters = meters;
    this.qos = String.valueOf(qos.level());
    this.drops = drops;
    queued = meters.bytes("publish.payload", "Payload of the messages queued", "qos", this.qos);
    accept = latency("accept");
    acknowledge = latency("acknowledge");
    total = latency("total");
    retries =
        meters.counter(
            "publish.retries", "Messages given to the module once more", "qos", this.qos);
  }

  private Timer latency(String stage) {
    return meters.timer(
        "publish.latency", "Time for a stage of publishing", "qos", qos, "stage", stage);
  }

  void queued(int payloadBytes) {
    queued.record(payloadBytes);
  }

  void accepted(int attempt) {
    if (attempt > 1) {
      retries.increment();
    }
  }

  void acknowledged(Duration sinceAccepted, Duration sinceQueued) {
    accept.record(sinceQueued.minus(sinceAccepted));
    acknowledge.record(sinceAccepted);
    total.record(sinceQueued);
  }

  void failed(Throwable cause) {
    if (cause instanceof MessageDroppedException) {
      drops.increment();
    }
    meters
        .counter("publish.failures", "Messages given up", "qos", qos, "cause", TagValue.of(cause))
        .increment();
  }
}
