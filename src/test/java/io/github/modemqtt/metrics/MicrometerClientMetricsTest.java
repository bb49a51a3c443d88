package io.github.modemqtt.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtStatistics;
import io.github.modemqtt.modem.RadioSignal;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ClientMetrics;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.RecoveryAttempt;
import io.github.modemqtt.session.RecoveryStep;
import io.github.modemqtt.transport.TransportLostException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each callback and each gauge has its meter, with exact values. */
@Timeout(20)
class MicrometerClientMetricsTest {
  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final FixedGauges gauges = new FixedGauges("pi-1");
  private final MicrometerClientMetrics metrics = new MicrometerClientMetrics(registry);

  private void bind() {
    metrics.bind(gauges);
  }

  private RequiredSearch meter(String name, String... tags) {
    return registry.get(name).tags(tags).tag("client", "pi-1");
  }

  private double count(String name, String... tags) {
    return meter(name, tags).counter().count();
  }

  private double gauge(String name, String... tags) {
    return meter(name, tags).gauge().value();
  }

  private double sum(String name, String... tags) {
    return meter(name, tags).functionCounter().count();
  }

  private static double millis(Timer timer) {
    return timer.totalTime(TimeUnit.MILLISECONDS);
  }

  @Test
  void theTimeInAStateGrowsWhileItLastsAndStaysAfterIt() {
    bind();
    clock.add(Duration.ofSeconds(2));
    metrics.onState(ClientState.CONNECTED);
    clock.add(Duration.ofSeconds(5));
    metrics.onState(ClientState.RECOVERING);
    clock.add(Duration.ofSeconds(1));
    metrics.onState(ClientState.CONNECTED);
    clock.add(Duration.ofSeconds(10));

    assertEquals(2, sum("modemqtt.state.time", "state", "closed"));
    assertEquals(15, sum("modemqtt.state.time", "state", "connected"));
    assertEquals(1, sum("modemqtt.state.time", "state", "recovering"));
    assertEquals(2, count("modemqtt.state.entries", "state", "connected"));
    assertEquals(1, gauge("modemqtt.state", "state", "connected"));
    assertEquals(0, gauge("modemqtt.state", "state", "recovering"));
  }

  @Test
  void aLatencyIsSplitIntoItsStagesForEachQos() {
    bind();
    metrics.onAccepted(Qos.AT_LEAST_ONCE, 1, Duration.ofMillis(30));
    metrics.onAcknowledged(Qos.AT_LEAST_ONCE, Duration.ofMillis(70), Duration.ofMillis(100));

    String latency = "modemqtt.publish.latency";
    assertEquals(30, millis(meter(latency, "qos", "1", "stage", "accept").timer()));
    assertEquals(70, millis(meter(latency, "qos", "1", "stage", "acknowledge").timer()));
    assertEquals(100, millis(meter(latency, "qos", "1", "stage", "total").timer()));
    assertEquals(0, meter(latency, "qos", "2", "stage", "total").timer().count());
  }

  @Test
  void onlyTheSecondTakingOverIsARetry() {
    bind();
    metrics.onAccepted(Qos.EXACTLY_ONCE, 1, Duration.ofMillis(1));
    metrics.onAccepted(Qos.EXACTLY_ONCE, 2, Duration.ofMillis(2));

    assertEquals(1, count("modemqtt.publish.retries", "qos", "2"));
  }

  @Test
  void failuresAreCountedByTheirClass() {
    bind();
    ModemException first = new TransportLostException("port", "one", null);
    ModemException second = new TransportLostException("port", "another", null);
    metrics.onPublishFailed(Qos.AT_MOST_ONCE, first, Duration.ZERO);
    metrics.onPublishFailed(Qos.AT_MOST_ONCE, second, Duration.ZERO);
    metrics.onDisconnected(first, true);
    metrics.onRecoveryAttempt(
        new RecoveryAttempt(
            1,
            RecoveryStep.REOPEN_LINE,
            Duration.ZERO,
            new BrokerAddress("broker.example", 1883),
            first));
    metrics.onRecovered(RecoveryStep.REOPEN_LINE, Duration.ofSeconds(3));

    String cause = "TransportLostException";
    assertEquals(2, count("modemqtt.publish.failures", "qos", "0", "cause", cause));
    assertEquals(1, count("modemqtt.connection.losses", "cause", cause));
    assertEquals(1, count("modemqtt.recovery.attempts", "step", "reopen_line", "cause", cause));
    Timer recoveries = meter("modemqtt.recovery.duration", "step", "reopen_line").timer();
    assertEquals(1, recoveries.count());
    assertEquals(3000, millis(recoveries));
  }

  @Test
  void payloadsAndRefusalsAreCounted() {
    bind();
    metrics.onQueued(Qos.AT_LEAST_ONCE, 10);
    metrics.onQueued(Qos.AT_LEAST_ONCE, 30);
    metrics.onOutboxRefusal();
    metrics.onMessage(7);
    metrics.onHandlerDrop();

    assertEquals(2, meter("modemqtt.publish.payload", "qos", "1").summary().count());
    assertEquals(40, meter("modemqtt.publish.payload", "qos", "1").summary().totalAmount());
    assertEquals("bytes", meter("modemqtt.receive.payload").meter().getId().getBaseUnit());
    assertEquals(7, meter("modemqtt.receive.payload").summary().totalAmount());
    assertEquals(1, count("modemqtt.outbox.refusals"));
    assertEquals(1, count("modemqtt.handler.drops"));
  }

  @Test
  void theClientsOwnValuesAreReadWhenAskedFor() {
    bind();
    gauges.lineTotals = new AtStatistics(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    gauges.signal = Optional.of(signal(OptionalInt.of(-73)));

    assertEquals(11, gauge("modemqtt.outbox.depth"));
    assertEquals(12, gauge("modemqtt.publish.in.flight"));
    assertEquals(13, gauge("modemqtt.handler.backlog"));
    assertEquals(-73, gauge("modemqtt.signal.strength"));
    assertEquals(1, sum("modemqtt.line.bytes", "direction", "received"));
    assertEquals(2, sum("modemqtt.line.bytes", "direction", "sent"));
    assertEquals(3, sum("modemqtt.at.commands"));
    assertEquals(4, sum("modemqtt.at.timeouts"));
    assertEquals(5, sum("modemqtt.at.resyncs"));
    assertEquals(6, sum("modemqtt.at.lines.unknown"));
    assertEquals(7, sum("modemqtt.at.results.stale"));
    assertEquals(8, sum("modemqtt.line.overruns"));
  }

  private static RadioSignal signal(OptionalInt rssiDbm) {
    return new RadioSignal(
        rssiDbm, OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty());
  }

  @Test
  void anUnknownSignalIsNotANumber() {
    bind();
    assertEquals(Double.NaN, gauge("modemqtt.signal.strength"));
    gauges.signal = Optional.of(signal(OptionalInt.empty()));
    assertEquals(Double.NaN, gauge("modemqtt.signal.strength"));
  }

  @Test
  void everyMeterIsDescribedInCodeAndInTheManual() throws Exception {
    bind();
    metrics.onDisconnected(new TransportLostException("port", "gone", null), false);
    String manual =
        Files.readString(Path.of("src/main/java/io/github/modemqtt/metrics/package-info.java"));

    for (Meter meter : registry.getMeters()) {
      assertTrue(meter.getId().getDescription() != null, () -> meter.getId() + " says nothing");
      assertTrue(
          manual.contains("{@code " + meter.getId().getName() + "}"),
          () -> meter.getId().getName() + " is not in the package description");
    }
  }

  @Test
  void closingTakesAllMetersBackAlsoThoseThatCameLater() {
    bind();
    metrics.onDisconnected(new TransportLostException("port", "gone", null), false);
    metrics.onClosed();
    assertEquals(List.of(), registry.getMeters());

    metrics.onPublishFailed(
        Qos.AT_MOST_ONCE, new TransportLostException("port", "gone", null), Duration.ZERO);
    metrics.onState(ClientState.CLOSED);
    assertEquals(List.of(), registry.getMeters());
  }

  @Test
  void closingLeavesTheMetersOfOthers() {
    bind();
    MicrometerClientMetrics other = new MicrometerClientMetrics(registry, Tags.of("site", "7"));
    other.bind(new FixedGauges("pi-2"));
    int both = registry.getMeters().size();

    metrics.onClosed();

    assertEquals(both / 2, registry.getMeters().size());
    registry.get("modemqtt.outbox.depth").tags("client", "pi-2", "site", "7").gauge();
  }

  @Test
  void oneInstanceServesOneClient() {
    bind();
    assertThrows(IllegalStateException.class, this::bind);
  }

  @Test
  void whatComesBeforeTheClientIsBoundIsNotCounted() {
    metrics.onState(ClientState.CONNECTED);
    metrics.onMessage(1);
    metrics.onClosed();

    assertEquals(List.of(), registry.getMeters());
  }

  /** A client that stands still. */
  private static final class FixedGauges implements ClientMetrics.ClientGauges {
    private final String clientId;
    private AtStatistics lineTotals = AtStatistics.NONE;
    private Optional<RadioSignal> signal = Optional.empty();

    FixedGauges(String clientId) {
      this.clientId = clientId;
    }

    @Override
    public String clientId() {
      return clientId;
    }

    @Override
    public ClientState state() {
      return ClientState.CLOSED;
    }

    @Override
    public int outboxDepth() {
      return 11;
    }

    @Override
    public int inFlight() {
      return 12;
    }

    @Override
    public int handlerBacklog() {
      return 13;
    }

    @Override
    public AtStatistics lineTotals() {
      return lineTotals;
    }

    @Override
    public Optional<RadioSignal> signal() {
      return signal;
    }
  }
}
