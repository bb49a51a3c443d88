package io.github.modemqtt.ecmt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.BrokerUnreachableException;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.ConnectReturnCode;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.Framing;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.ModuleStuckException;
import io.github.modemqtt.mqtt.MqttLinkState;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.mqtt.MqttVersion;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RawMqttClient;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.testsupport.RecordingModuleListener;
import io.github.modemqtt.transport.MemoryTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The module's MQTT client against the module in software and a broker. */
@Timeout(60)
class EcmtModuleTest {
  private static final String PASSWORD = "opensesame";
  private static final Duration LINGERING = Duration.ofMillis(150);
  private static final Duration REOPEN_PAUSE = Duration.ofMillis(500);
  private static final FirmwareDelays DELAYS =
      new FirmwareDelays(
          Duration.ZERO,
          Duration.ZERO,
          LINGERING,
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ZERO);
  private static final EcmtTimeouts TIMEOUTS =
      new EcmtTimeouts(
          Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(4), REOPEN_PAUSE);

  private static EmbeddedBroker broker;

  private final RecordingModuleListener listener = new RecordingModuleListener();
  private MemoryTransport.Pair line;
  private EmulatedModule emulator;
  private AtChannel channel;
  private EcmtModule module;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.builder().credentials("user", PASSWORD).start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private EmulatedModuleBuilder emulated() {
    line = MemoryTransport.pair("ecmt");
    return RecordedModules.builder(line.module())
        .firmwareDelays(DELAYS)
        .registrationDelay(Duration.ZERO)
        .broker(broker.host(), broker.port());
  }

  private void start(EmulatedModuleBuilder builder) {
    emulator = builder.build();
    emulator.start();
    channel = AtChannel.open(line.host(), QuickTimes.CHANNEL, new AtListener() {});
    module = newModule();
  }

  private EcmtModule newModule() {
    EcmtModule created = new EcmtModule(channel, EcmtLimits.EC616, TIMEOUTS, REOPEN_PAUSE);
    created.setListener(listener);
    return created;
  }

  @AfterEach
  void stop() {
    channel.close();
    CarefulDriver.close(emulator);
  }

  private static BrokerAddress address() {
    return new BrokerAddress("broker.example", 1883);
  }

  private static ConnectOptions.Builder options(String clientId) {
    return ConnectOptions.builder(clientId).credentials(new Credentials("user", PASSWORD));
  }

  private void connect(String clientId) {
    ConnectOptions options = options(clientId).build();
    Eventually.get(module.open(address(), options));
    Eventually.get(module.connect(options));
  }

  private RawMqttClient observer(String clientId) {
    RawMqttClient client = RawMqttClient.open(broker.port());
    client.connect(
        c ->
            c.clientId(clientId)
                .cleanSession(true)
                .hasUser(true)
                .hasPassword(true)
                .username("user")
                .password(PASSWORD.getBytes(UTF_8)));
    return client;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void opensConnectsPublishesSubscribesReceivesAndEnds() {
    start(emulated());
    connect("life");
    assertEquals(MqttLinkState.CONNECTED, Eventually.get(module.queryState()));

    try (RawMqttClient observer = observer("life-observer")) {
      observer.subscribe(1, "life/out", 2);
      for (int qos = 0; qos <= 2; qos++) {
        String payload = "{\"qos\":" + qos + ",\"q\":\"\"}";
        Eventually.get(
            module.publish(
                qos == 0 ? 0 : 40 + qos,
                OutgoingMessage.of(TopicName.of("life/out"), payload, Qos.ofLevel(qos)),
                () -> {}));
        RawMqttClient.Published published = observer.receive();
        assertEquals(payload, published.text());
        assertEquals(qos, published.qos());
      }
      Eventually.get(
          module.publish(
              50,
              OutgoingMessage.of(TopicName.of("life/out"), "a\r\nb\0c", Qos.AT_LEAST_ONCE),
              () -> {}));
      assertEquals("a\r\nb\0c", observer.receive().text());

      Eventually.get(module.subscribe(1, TopicFilter.of("life/in/#"), Qos.AT_LEAST_ONCE));
      observer.publish(9, "life/in/x", "hello, \"you\"", 1, false);
      Message message = assertInstanceOf(Message.class, listener.next());
      assertEquals(TopicName.of("life/in/x"), message.topic());
      assertEquals("hello, \"you\"", message.payloadAsText());
      assertEquals(Framing.CERTAIN, message.framing());

      Eventually.get(module.unsubscribe(2, TopicFilter.of("life/in/#")));
      observer.publish(10, "life/in/x", "not heard", 1, false);
    }

    Eventually.get(module.disconnect());
    assertEquals(MqttLinkState.CLOSED, Eventually.get(module.queryState()));
    Eventually.get(module.close());
    assertTrue(listener.isEmpty());
  }

  @Test
  void configuresBeforeEveryOpen() {
    start(emulated());
    ConnectOptions options =
        options("cfg")
            .keepAlive(Duration.ofSeconds(77))
            .cleanSession(false)
            .version(MqttVersion.V3_1)
            .will(Will.ofText(TopicName.of("w/t"), "gone", Qos.AT_LEAST_ONCE, true))
            .build();
    List<String> expected =
        List.of(
            "AT+ECMTCFG=\"version\",0,3",
            "AT+ECMTCFG=\"session\",0,0",
            "AT+ECMTCFG=\"keepalive\",0,77",
            "AT+ECMTCFG=\"will\",0,1,1,1,\"w/t\",\"gone\"",
            "AT+ECMTOPEN=0,\"broker.example\",1883");

    Eventually.get(module.open(address(), options));
    List<String> first = configuration(emulator.commands());
    int before = emulator.commands().size();
    Eventually.get(module.close());
    Eventually.get(module.open(address(), options));
    List<String> commands = emulator.commands();
    List<String> second = configuration(commands.subList(before, commands.size()));

    assertEquals(expected, first);
    assertEquals(expected, second);
  }

  private static List<String> configuration(List<String> commands) {
    return commands.stream()
        .filter(c -> c.startsWith("AT+ECMTCFG") || c.startsWith("AT+ECMTOPEN="))
        .toList();
  }

  @Test
  void closesWhatAnEarlierProgramLeftOpenAndKeepsThePause() {
    start(emulated());
    connect("left-over");
    int before = emulator.commands().size();
    module = newModule();

    connect("left-over-2");

    List<String> commands =
        emulator.commands().subList(before, emulator.commands().size()).stream()
            .map(command -> command.split("=", 2)[0])
            .distinct()
            .toList();
    assertEquals(
        List.of("AT+ECMTCONN?", "AT+ECMTCLOSE", "AT+ECMTCFG", "AT+ECMTOPEN", "AT+ECMTCONN"),
        commands);
  }

  @Test
  void opensAgainDirectlyAfterDisconnecting() {
    start(emulated());
    connect("again");
    Eventually.get(module.disconnect());

    connect("again");

    assertEquals(MqttLinkState.CONNECTED, Eventually.get(module.queryState()));
  }

  @Test
  void opensAgainDirectlyAfterClosing() {
    start(emulated());
    connect("again-2");
    Eventually.get(module.close());

    connect("again-2");

    assertEquals(MqttLinkState.CONNECTED, Eventually.get(module.queryState()));
  }

  @Test
  void aWrongPasswordIsRefusedAndClosed() {
    start(emulated());
    ConnectOptions wrong =
        ConnectOptions.builder("wrong").credentials(new Credentials("user", "hunter2")).build();
    Eventually.get(module.open(address(), wrong));

    Throwable failure = Eventually.failure(module.connect(wrong));

    MqttRefusedException refused = assertInstanceOf(MqttRefusedException.class, failure);
    assertTrue(
        refused.returnCode() == ConnectReturnCode.BAD_USER_NAME_OR_PASSWORD
            || refused.returnCode() == ConnectReturnCode.NOT_AUTHORIZED);
    assertTrue(refused.getMessage().contains("broker.example:1883"), refused.getMessage());
    // a CLOSE that meets the broker's own end of the connection leaves it half open
    assertTrue(
        Set.of(MqttLinkState.CLOSED, MqttLinkState.OPEN)
            .contains(Eventually.get(module.queryState())));
  }

  @Test
  void opensAgainDirectlyAfterARefusal() {
    start(emulated());
    ConnectOptions wrong =
        ConnectOptions.builder("wrong").credentials(new Credentials("user", "hunter2")).build();
    Eventually.get(module.open(address(), wrong));
    Eventually.failure(module.connect(wrong));

    connect("right");

    assertEquals(MqttLinkState.CONNECTED, Eventually.get(module.queryState()));
  }

  @Test
  void aBrokerThatRefusesTcpIsUnreachable() throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    start(emulated().broker(broker.host(), closedPort));

    Throwable failure = Eventually.failure(module.open(address(), options("c").build()));

    assertInstanceOf(BrokerUnreachableException.class, failure);
    assertTrue(failure.getMessage().contains("broker.example:1883"), failure.getMessage());
    assertTrue(failure.getMessage().contains("+ECMTOPEN"), failure.getMessage());
  }

  @Test
  void aBrokerThatNobodyKnowsIsUnreachable() {
    start(
        emulated()
            .brokers(
                (host, port) -> {
                  throw new UnknownHostException(host);
                }));

    Throwable failure = Eventually.failure(module.open(address(), options("c").build()));

    assertInstanceOf(BrokerUnreachableException.class, failure);
    assertTrue(failure.getMessage().contains("DNS"), failure.getMessage());
  }

  @Test
  void withoutANetworkAddressTheModulesAnswerIsTold() {
    start(emulated().neverRegisters());

    Throwable failure = Eventually.failure(module.open(address(), options("c").build()));

    assertInstanceOf(BrokerUnreachableException.class, failure);
    assertTrue(failure.getMessage().contains("+CME ERROR: 3"), failure.getMessage());
    assertTrue(failure.getMessage().contains("network address"), failure.getMessage());
  }

  @Test
  void tellsThatTheLinkWasLostAndIsBack() {
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
                }));
    connect("lost");

    emulator.dropLink();

    assertEquals(LinkLoss.MODULE_RECONNECTS, listener.next());
    network.countDown();
    assertEquals("restored", listener.next());
    assertEquals(MqttLinkState.CONNECTED, Eventually.get(module.queryState()));
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  // ---- what gets lost, or stuck ----

  /** Long enough for a result that is not lost, also on a busy machine. */
  private static final Duration MISSED = Duration.ofSeconds(1);

  private static final EcmtTimeouts SOON = new EcmtTimeouts(MISSED, MISSED, MISSED, MISSED);

  private void missResultsSoon() {
    module = new EcmtModule(channel, EcmtLimits.EC616, SOON, REOPEN_PAUSE);
    module.setListener(listener);
  }

  @Test
  void anOpenWhoseResultIsLostSucceedsAtTheSecondTry() {
    start(emulated());
    missResultsSoon();
    emulator.inject(new Fault.LoseNextUrc("+ECMTOPEN"));

    connect("lost-open");

    assertEquals(MqttLinkState.CONNECTED, Eventually.get(module.queryState()));
  }

  @Test
  void aCloseWhoseResultIsLostSucceeds() {
    start(emulated());
    missResultsSoon();
    connect("lost-close");
    emulator.inject(new Fault.LoseNextUrc("+ECMTCLOSE"));

    Eventually.get(module.close());

    assertEquals(MqttLinkState.CLOSED, Eventually.get(module.queryState()));
  }

  @Test
  void aConnectWhoseResultIsLostFailsAndIsClosed() {
    start(emulated());
    missResultsSoon();
    ConnectOptions options = options("lost-connect").build();
    Eventually.get(module.open(address(), options));
    emulator.inject(new Fault.LoseNextUrc("+ECMTCONN"));

    assertInstanceOf(ResultTimeoutException.class, Eventually.failure(module.connect(options)));
    assertEquals(MqttLinkState.CLOSED, Eventually.get(module.queryState()));
  }

  @Test
  void aReconnectWhoseReportIsLostIsFound() {
    start(emulated());
    missResultsSoon();
    connect("lost-return");
    emulator.inject(new Fault.LoseNextUrc("+ECMTCONN"));

    emulator.dropLink();

    assertEquals(LinkLoss.MODULE_RECONNECTS, listener.next());
    assertEquals("restored", listener.next());
  }

  @Test
  void aModuleThatIsStuckConnectingIsToldByType() {
    start(emulated());
    module = new EcmtModule(channel, EcmtLimits.EC616, SOON, Duration.ofMillis(20));
    module.setListener(listener);
    connect("stuck");
    emulator.inject(new Fault.StuckConnecting());
    assertEquals(LinkLoss.MODULE_RECONNECTS, listener.next());

    ModuleStuckException closing =
        assertInstanceOf(ModuleStuckException.class, Eventually.failure(module.close()));
    ModuleStuckException opening =
        assertInstanceOf(
            ModuleStuckException.class,
            Eventually.failure(module.open(address(), options("stuck").build())));

    assertEquals(MqttLinkState.CONNECTING, closing.state());
    assertEquals(MqttLinkState.CONNECTING, opening.state());
  }

  @Test
  void anEc626ThatContradictsItselfIsConnected() {
    start(emulated().profile(ModuleProfile.EC626));

    connect("twice");

    assertEquals(MqttLinkState.CONNECTED, Eventually.get(module.queryState()));
    assertTrue(listener.isEmpty());
  }

  @Test
  void tlsThatTheUserClaimsToBeProvenFailsWithTheStockBuild() {
    start(emulated());
    module =
        new EcmtModule(
            channel,
            EcmtProfile.EC616.withProvenTls(),
            EcmtOptions.DEFAULTS.withTls(new EcmtTls.Psk("0123abcd", "dev1")));

    Throwable failure = Eventually.failure(module.open(address(), options("tls").build()));

    assertInstanceOf(BrokerUnreachableException.class, failure);
  }

  @Test
  void closingWhatIsNotOpenSucceeds() {
    start(emulated());

    Eventually.get(module.close());

    assertEquals(MqttLinkState.CLOSED, Eventually.get(module.queryState()));
  }

  @Test
  void theWillIsPublishedWhenTheModuleVanishes() {
    start(emulated());
    ConnectOptions options =
        options("mortal")
            .will(Will.ofText(TopicName.of("will/t"), "gone, away", Qos.AT_LEAST_ONCE, false))
            .build();
    Eventually.get(module.open(address(), options));
    Eventually.get(module.connect(options));
    try (RawMqttClient observer = observer("will-observer")) {
      observer.subscribe(1, "will/t", 1);

      emulator.reset();

      assertEquals("gone, away", observer.receive().text());
    }
  }
}
