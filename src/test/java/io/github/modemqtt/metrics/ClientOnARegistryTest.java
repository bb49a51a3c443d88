package io.github.modemqtt.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.session.ClientMetrics;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.OutboxFullException;
import io.github.modemqtt.session.OutboxOptions;
import io.github.modemqtt.session.OverflowPolicy;
import io.github.modemqtt.session.Publication;
import io.github.modemqtt.session.PublishOptions;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.ScriptedModule;
import io.github.modemqtt.transport.Transport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that lives through losses, and what its registry says of them. */
@Timeout(30)
class ClientOnARegistryTest {
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final String ATTEMPTS = "modemqtt.recovery.attempts";
  private static final String RECOVERIES = "modemqtt.recovery.duration";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private ScriptedModule script = ScriptedModule.start();
  private ModemMqttClient client;

  @AfterEach
  void close() {
    client.close();
    script.close();
  }

  private ModemMqttClient.Builder builder() {
    return ModemMqttClient.builder()
        .transport(() -> new CountingTransport(script.host()))
        .broker("broker.example", 1883)
        .clientId("pi-1")
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .timeouts(new EcmtTimeouts(LONG, LONG, LONG, LONG))
        .reopenPause(Duration.ofMillis(10))
        .reconnect(QuickTimes.RECONNECT)
        .metrics(new MicrometerClientMetrics(registry));
  }

  private void connect(ModemMqttClient.Builder builder) {
    client = builder.build();
    client.connect();
  }

  private double count(String name, String... tags) {
    Counter found = registry.find(name).tags(tags).counter();
    return found == null ? 0 : found.count();
  }

  private double sum(String name, String... tags) {
    return registry.get(name).tags(tags).functionCounter().count();
  }

  private long times(String name, String... tags) {
    Timer timer = registry.get(name).tags(tags).timer();
    return timer.count();
  }

  private void awaitState(ClientState state) {
    Eventually.holds("is " + state, () -> client.state() == state);
  }

  @Test
  void countsWhatIsPublishedAndReceived() {
    connect(builder());
    client.subscribe("c", Qos.AT_MOST_ONCE, message -> {});
    client.publish("t", "12345", Qos.AT_LEAST_ONCE);
    client.publish("t", "1234567", Qos.AT_LEAST_ONCE);
    client.publish("t", "x", Qos.AT_MOST_ONCE);
    script.say("+ECMTRECV: 0,0,\"c\",hello");
    Eventually.holds(
        "the message is counted",
        () -> registry.get("modemqtt.receive.payload").summary().count() == 1);

    assertEquals(5, registry.get("modemqtt.receive.payload").summary().totalAmount());
    assertEquals(2, times("modemqtt.publish.latency", "qos", "1", "stage", "accept"));
    assertEquals(2, times("modemqtt.publish.latency", "qos", "1", "stage", "acknowledge"));
    assertEquals(2, times("modemqtt.publish.latency", "qos", "1", "stage", "total"));
    assertEquals(1, times("modemqtt.publish.latency", "qos", "0", "stage", "total"));
    assertEquals(0, times("modemqtt.publish.latency", "qos", "2", "stage", "total"));
    assertEquals(
        12, registry.get("modemqtt.publish.payload").tag("qos", "1").summary().totalAmount());
    assertEquals(1, registry.get("modemqtt.state").tag("state", "connected").gauge().value());
    assertEquals(1, count("modemqtt.state.entries", "state", "connected"));
    assertEquals(0, count("modemqtt.connection.losses"), "there was no loss, and no meter for one");
  }

  @Test
  void aLinkThatTheModuleGetsBackIsARecoveryWithoutAnAttempt() {
    connect(builder());
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");
    script.say("+ECMTSTAT: 0,1");
    awaitState(ClientState.RECOVERING);
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,3", "OK");
    script.say("+ECMTCONN: 0,0,0");
    awaitState(ClientState.CONNECTED);
    Eventually.holds("is counted", () -> times(RECOVERIES, "step", "await_module") == 1);

    assertEquals(1, count("modemqtt.connection.losses", "cause", "ConnectionLostException"));
    assertEquals(List.of(), List.copyOf(registry.find(ATTEMPTS).counters()));
    assertEquals(0, times(RECOVERIES, "step", "reopen_connection"));
    assertEquals(2, count("modemqtt.state.entries", "state", "connected"));
  }

  @Test
  void aConnectionThatTheModuleHasClosedIsOneAttempt() {
    connect(builder());
    script.on("AT+ECMTCONN?", "OK");
    script.say("+ECMTDISC: 0,0");
    Eventually.holds("is back", () -> times(RECOVERIES, "step", "reopen_connection") == 1);

    assertEquals(
        1, count(ATTEMPTS, "step", "reopen_connection", "cause", "ConnectionLostException"));
    assertEquals(0, times(RECOVERIES, "step", "await_module"));
  }

  @Test
  void theBytesOfALostLineStayCountedToTheLast() {
    script.accept("AT+ECMTPUB=");
    connect(builder());
    CompletableFuture<Void> pending = client.async().publish("t", "x", Qos.AT_LEAST_ONCE);
    script.await("AT+ECMTPUB=");
    ScriptedModule before = script;
    script = ScriptedModule.start();
    before.say("these are the last words");
    before.close();

    Eventually.get(pending);
    Eventually.holds("is back", () -> times(RECOVERIES, "step", "reopen_line") == 1);

    assertTrue(script.commands().size() > 5, "the second line was used");
    Eventually.holds(
        "all bytes are counted",
        () ->
            sum("modemqtt.line.bytes", "direction", "received") == received.get()
                && sum("modemqtt.line.bytes", "direction", "sent") == sent.get());
    assertEquals(1, sum("modemqtt.at.lines.unknown"), "the last words");
    assertEquals(1, count(ATTEMPTS, "step", "reopen_line", "cause", "TransportLostException"));
    assertEquals(1, count("modemqtt.publish.retries", "qos", "1"));
  }

  @Test
  void theFirstConnectionOfAStartedClientHasNoCause() {
    client = builder().build();
    client.start();
    Eventually.holds("is there", () -> times(RECOVERIES, "step", "reopen_connection") == 1);

    assertEquals(1, count(ATTEMPTS, "step", "reopen_connection", "cause", "none"));
    assertEquals(List.of(), List.copyOf(registry.find("modemqtt.connection.losses").counters()));
  }

  @Test
  void aFullOutboxIsSeenWhetherItRefusesOrDrops() {
    script.accept("AT+ECMTPUB=");
    connect(builder().outbox(OutboxOptions.DEFAULTS.withCapacity(2)).maxInFlight(1));
    send();
    send();
    assertThrows(OutboxFullException.class, this::send);

    assertEquals(1, count("modemqtt.outbox.refusals"));
    assertEquals(2, registry.get("modemqtt.outbox.depth").gauge().value());
    assertEquals(1, registry.get("modemqtt.publish.in.flight").gauge().value());
    assertEquals(2, registry.get("modemqtt.publish.payload").tag("qos", "1").summary().count());
    client.close();
    OutboxOptions dropping =
        OutboxOptions.DEFAULTS.withCapacity(2).withOverflow(OverflowPolicy.DROP_OLDEST);
    script.close();
    script = ScriptedModule.start().accept("AT+ECMTPUB=");
    connect(builder().outbox(dropping).maxInFlight(1));
    send();
    send();
    send();

    assertEquals(1, count("modemqtt.outbox.drops"));
    assertEquals(
        1, count("modemqtt.publish.failures", "qos", "1", "cause", "MessageDroppedException"));
    assertEquals(0, count("modemqtt.outbox.refusals"));
  }

  private Publication send() {
    return client
        .async()
        .send(
            OutgoingMessage.of(TopicName.of("t"), "x", Qos.AT_LEAST_ONCE), PublishOptions.DEFAULTS);
  }

  @Test
  void aClosedClientLeavesNoMeters() {
    connect(builder());
    assertTrue(registry.getMeters().size() > 30);

    client.close();

    assertEquals(List.of(), registry.getMeters());
  }

  @Test
  void aClientThatIsClosedFromAHandlerLeavesNoMetersEither() {
    connect(builder());
    client.subscribe("c", Qos.AT_MOST_ONCE, message -> client.close());
    script.say("+ECMTRECV: 0,0,\"c\",stop");

    Eventually.holds("all meters are gone", () -> registry.getMeters().isEmpty());
  }

  @Test
  void metricsThatFailDoNotHarmTheClient() {
    AtomicLong calls = new AtomicLong();
    connect(
        builder()
            .metrics(
                new ClientMetrics() {
                  @Override
                  public void onState(ClientState state) {
                    calls.incrementAndGet();
                    throw new IllegalStateException("these metrics are broken");
                  }

                  @Override
                  public void onAcknowledged(Qos qos, Duration accepted, Duration queued) {
                    calls.incrementAndGet();
                    throw new IllegalStateException("these metrics are broken");
                  }
                }));
    long before = calls.get();

    client.publish("t", "x", Qos.AT_LEAST_ONCE);

    assertEquals(before + 1, calls.get());
    assertEquals(ClientState.CONNECTED, client.state());
  }

  @Test
  void metricsOfAnotherClientAreRefusedWhenTheClientIsBuilt() {
    MicrometerClientMetrics metrics = new MicrometerClientMetrics(registry);
    client = builder().metrics(metrics).build();

    ModemMqttClient.Builder second = builder().metrics(metrics);
    assertThrows(IllegalStateException.class, second::build);
  }

  /** Counts as an electrician would: outside the driver. */
  private final class CountingTransport implements Transport {
    private final Transport line;

    CountingTransport(Transport line) {
      this.line = line;
    }

    @Override
    public void open() {
      line.open();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      int count = line.read(buffer, offset, length, timeout);
      received.addAndGet(count);
      return count;
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      sent.addAndGet(length);
      line.write(data, offset, length);
    }

    @Override
    public void close() {
      line.close();
    }

    @Override
    public String name() {
      return line.name();
    }
  }
}
