package io.github.modemqtt.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.modem.ModemStatus;
import io.github.modemqtt.modem.Pin;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttVersion;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RawMqttClient;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client, the module in software, and a broker, all in this process. */
@Timeout(60)
class ModemMqttClientTest {
  private static EmbeddedBroker broker;

  private final MemoryTransport.Pair line = MemoryTransport.pair("client");
  private final LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final RecordingClientListener listener = new RecordingClientListener();
  private EmulatedModule emulator;
  private ModemMqttClient client;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private EmulatedModuleBuilder emulated() {
    return RecordedModules.builder(line.module())
        .firmwareDelays(FirmwareDelays.NONE)
        .registrationDelay(Duration.ZERO)
        .broker(broker.host(), broker.port());
  }

  private void start(EmulatedModuleBuilder module, ModemMqttClient.Builder builder) {
    emulator = module.build();
    emulator.start();
    client = builder.build();
  }

  private ModemMqttClient.Builder builder(String clientId) {
    return ModemMqttClient.builder()
        .transport(line::host)
        .broker("broker.example", 1883)
        .clientId(clientId)
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .reopenPause(Duration.ofMillis(50))
        .reconnect(QuickTimes.RECONNECT)
        .listener(listener);
  }

  private void connected(String clientId) {
    start(emulated(), builder(clientId));
    client.open();
    client.connect();
  }

  @AfterEach
  void stop() {
    client.close();
    CarefulDriver.close(emulator);
  }

  private Message next() {
    try {
      Message message = received.poll(15, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message came");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static RawMqttClient observer(String clientId) {
    RawMqttClient observer = RawMqttClient.open(broker.port());
    observer.connect(options -> options.clientId(clientId).cleanSession(true));
    return observer;
  }

  @ParameterizedTest
  @EnumSource(Qos.class)
  void receivesWhatItPublishes(Qos qos) {
    connected("loop-" + qos.level());
    String topic = "loop/" + qos.level();
    client.subscribe("loop/+", qos, received::add);

    client.publish(topic, "{\"a\": \"ü, €\"}", qos);

    Message message = next();
    assertEquals(TopicName.of(topic), message.topic());
    assertEquals("{\"a\": \"ü, €\"}", message.payloadAsText());
  }

  @Test
  void tellsWhatTheModuleIs() {
    connected("status");

    ModemStatus status = client.modemStatus().orElseThrow();

    assertTrue(status.address().ipv4().isPresent());
    assertTrue(status.identity().toString().contains("EC616"), status.identity()::toString);
  }

  @Test
  void publishesManyInOrder() {
    connected("many");
    client.subscribe("many", Qos.AT_LEAST_ONCE, received::add);
    List<CompletableFuture<Void>> results = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      results.add(client.async().publish("many", String.valueOf(i), Qos.AT_LEAST_ONCE));
    }
    results.forEach(Eventually::get);

    for (int i = 0; i < 100; i++) {
      assertEquals(String.valueOf(i), next().payloadAsText());
    }
  }

  @Test
  void retainsForLaterSubscribers() {
    connected("retain");
    client.publish("retain/t", "kept".getBytes(UTF_8), Qos.AT_LEAST_ONCE, true);

    client.subscribe("retain/#", Qos.AT_LEAST_ONCE, received::add);

    assertEquals("kept", next().payloadAsText());
  }

  @Test
  void publishesBinaryAfterAPrompt() {
    connected("binary");
    byte[] payload = new byte[100];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (i < 0x1A ? i : i + 2);
    }
    try (RawMqttClient observer = observer("binary-observer")) {
      observer.subscribe(1, "binary", 1);

      client.publish("binary", payload, Qos.AT_LEAST_ONCE, false);

      assertEquals(new String(payload, UTF_8), observer.receive().text());
    }
  }

  @Test
  void theWillIsLeftWhenTheModuleVanishesAndNotAfterDisconnecting() {
    start(
        emulated(),
        builder("mortal")
            .will(Will.ofText(TopicName.of("will"), "gone", Qos.AT_LEAST_ONCE, false)));
    try (RawMqttClient observer = observer("will-observer")) {
      observer.subscribe(1, "will", 1);
      client.open();
      client.connect();
      client.publish("will", "first life", Qos.AT_LEAST_ONCE);
      client.disconnect();
      client.open();
      client.connect();
      client.publish("will", "second life", Qos.AT_LEAST_ONCE);
      emulator.reset();

      assertEquals("first life", observer.receive().text());
      // the broker keeps no order between the client's message and its will
      assertEquals(
          Set.of("second life", "gone"),
          Set.of(observer.receive().text(), observer.receive().text()));
    }
  }

  @Test
  void subscribesAgainAfterTheModulesOwnReconnect() {
    CountDownLatch network = new CountDownLatch(1);
    AtomicInteger attempts = new AtomicInteger();
    start(
        emulated()
            .brokers(
                (host, port) -> {
                  if (attempts.incrementAndGet() > 1) {
                    await(network);
                  }
                  return new InetSocketAddress(broker.host(), broker.port());
                }),
        builder("reconnects"));
    client.open();
    client.connect();
    client.subscribe("back/#", Qos.AT_LEAST_ONCE, received::add);

    emulator.dropLink();
    listener.awaitState(ClientState.RECOVERING);
    network.countDown();
    Eventually.holds("is connected", () -> client.state() == ClientState.CONNECTED);
    Eventually.holds("subscribed again", () -> subscriptions() == 2);
    client.publish("back/again", "hello", Qos.AT_LEAST_ONCE);

    assertEquals("hello", next().payloadAsText());
    assertEquals(1, listener.losses().size());
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private long subscriptions() {
    return emulator.commands().stream().filter(c -> c.startsWith("AT+ECMTSUB")).count();
  }

  @Test
  void aSessionThatTheBrokerKeepsBringsWhatWasMissed() {
    start(emulated(), builder("kept").cleanSession(false));
    client.connect();
    client.subscribe("kept/#", Qos.AT_LEAST_ONCE, received::add);
    client.disconnect();
    try (RawMqttClient observer = observer("kept-observer")) {
      observer.publish(7, "kept/1", "missed", 1, false);
    }

    client.connect();

    assertEquals("missed", next().payloadAsText());
    listener.awaitConnections(2);
    assertEquals(List.of(false, false), listener.connections());
  }

  @Test
  void speaksTheOlderProtocol() {
    start(emulated(), builder("old").version(MqttVersion.V3_1));
    client.connect();
    client.subscribe("old/#", Qos.EXACTLY_ONCE, received::add);

    client.publish("old/1", "3.1", Qos.EXACTLY_ONCE);

    assertEquals("3.1", next().payloadAsText());
  }

  @Test
  void entersThePinAndCopesWithEcho() {
    start(
        emulated().sim(SimCard.locked("4711")).profile(ModuleProfile.EC616.withEcho(true)),
        builder("pin").bringUp(QuickTimes.BRING_UP.withPin(new Pin("4711"))));

    client.open();
    client.connect();

    assertEquals(ClientState.CONNECTED, client.state());
    assertFalse(emulator.commands().isEmpty());
    assertEquals(
        "ATE0", emulator.commands().stream().filter(c -> !c.equals("AT")).findFirst().orElse(""));
  }

  @Test
  void theAsyncViewDoesEverythingTheBlockingOneDoes() {
    start(emulated(), builder("async"));
    AsyncModemMqttClient async = client.async();

    Eventually.get(
        async
            .open()
            .thenCompose(done -> async.connect())
            .thenCompose(done -> async.subscribe("async/#", Qos.AT_LEAST_ONCE, received::add))
            .thenCompose(done -> async.publish("async/x", "hello", Qos.EXACTLY_ONCE)));
    assertEquals("hello", next().payloadAsText());
    Eventually.get(async.unsubscribe("async/#").thenCompose(done -> async.disconnect()));

    assertEquals(ClientState.READY, client.state());
  }
}
