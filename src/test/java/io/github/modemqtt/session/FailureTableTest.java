package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.ecmt.PayloadNotTransportableException;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.modem.NotRegisteredException;
import io.github.modemqtt.modem.PinRequiredException;
import io.github.modemqtt.modem.SimMissingException;
import io.github.modemqtt.mqtt.BrokerUnreachableException;
import io.github.modemqtt.mqtt.InvalidTopicException;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.mqtt.PayloadTooLongException;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.PortBusyException;
import io.github.modemqtt.transport.PortNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can go wrong, and what the user is told: each has its own type, and names the thing. */
@Timeout(60)
class FailureTableTest {
  private static final String PASSWORD = "opensesame";

  private static EmbeddedBroker broker;

  private final MemoryTransport.Pair line = MemoryTransport.pair("failures");
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.builder().credentials("user", PASSWORD).start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private EmulatedModuleBuilder emulated() {
    return RecordedModules.builder(line.module())
        .firmwareDelays(FirmwareDelays.NONE)
        .registrationDelay(Duration.ZERO)
        .broker(broker.host(), broker.port());
  }

  private ModemMqttClient.Builder builder() {
    return ModemMqttClient.builder()
        .transport(line::host)
        .broker("broker.example", 1883)
        .clientId("failing")
        .credentials("user", PASSWORD)
        .bringUp(QuickTimes.BRING_UP.withRegistrationTimeout(Duration.ofMillis(50)))
        .channel(QuickTimes.CHANNEL)
        .reopenPause(Duration.ofMillis(10));
  }

  private ModemMqttClient client(EmulatedModuleBuilder module, ModemMqttClient.Builder builder) {
    EmulatedModule emulator = module.build();
    opened.add(() -> CarefulDriver.close(emulator));
    emulator.start();
    return client(builder);
  }

  private ModemMqttClient client(ModemMqttClient.Builder builder) {
    ModemMqttClient client = builder.build();
    opened.add(client);
    return client;
  }

  private ModemMqttClient connected() {
    ModemMqttClient client = client(emulated(), builder());
    client.open();
    client.connect();
    return client;
  }

  private static <T extends ModemException> T fails(
      Class<T> type, Runnable step, String inMessage, String inRemedy) {
    T failure = assertThrows(type, step::run);
    assertEquals(type, failure.getClass());
    assertContains(failure.getMessage(), inMessage);
    assertContains(failure.remedy(), inRemedy);
    assertFalse((failure.getMessage() + failure.remedy()).contains(PASSWORD));
    return failure;
  }

  private static void assertContains(String text, String words) {
    for (String word : words.split(" ")) {
      assertTrue(
          text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)),
          () -> "'" + word + "' is not in: " + text);
    }
  }

  @Test
  void noSuchPort() {
    ModemMqttClient client = client(builder().modem("/dev/ttyNoSuchPort7"));

    fails(PortNotFoundException.class, client::open, "/dev/ttyNoSuchPort7", "port");
    assertEquals(ClientState.CLOSED, client.state());
  }

  @Test
  void aMissingLibraryEndsTheOpeningToo() {
    ModemMqttClient client =
        client(
            builder()
                .transport(
                    () -> {
                      throw new NoClassDefFoundError("a library of this test");
                    }));

    CompletableFuture<Void> opening = client.async().open();
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> opening.get(10, TimeUnit.SECONDS));
    assertInstanceOf(NoClassDefFoundError.class, failure.getCause());
    assertEquals(ClientState.CLOSED, client.state());
  }

  @Test
  void busyPort() {
    assumeTrue(PseudoTerminal.isSupported(), "needs Linux and JNA");
    PseudoTerminal terminal = PseudoTerminal.open();
    opened.add(terminal);
    String port = terminal.slavePath().toString();
    EmulatedModule emulator =
        RecordedModules.builder(terminal.transport())
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .broker(broker.host(), broker.port())
            .build();
    opened.add(() -> CarefulDriver.close(emulator));
    emulator.start();
    client(builder().modem(port)).open();
    ModemMqttClient second = client(builder().modem(port));

    fails(PortBusyException.class, second::open, port + " in use", "close program");
  }

  @Test
  void nothingAnswers() {
    line.module().open();
    ModemMqttClient client =
        client(
            builder()
                .channel(
                    QuickTimes.CHANNEL.withProbing(
                        Duration.ofMillis(30), 2, Duration.ofMillis(5))));

    fails(
        ModuleNotRespondingException.class,
        client::open,
        "memory:failures/host AT",
        "power wiring baud");
  }

  @Test
  void simMissing() {
    ModemMqttClient client = client(emulated().sim(SimCard.absent()), builder());

    fails(SimMissingException.class, client::open, "SIM", "insert SIM");
  }

  @Test
  void simLocked() {
    ModemMqttClient client = client(emulated().sim(SimCard.locked("1234")), builder());

    fails(PinRequiredException.class, client::open, "PIN", "PIN");
  }

  @Test
  void notRegistered() {
    ModemMqttClient client = client(emulated().neverRegisters(), builder());

    fails(
        NotRegisteredException.class, client::open, "not registered 50 ms", "antenna coverage APN");
  }

  @Test
  void brokerUnreachable() throws IOException {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    ModemMqttClient client = client(emulated().broker(broker.host(), closedPort), builder());

    fails(
        BrokerUnreachableException.class,
        client::connect,
        "broker.example:1883 +ECMTOPEN",
        "host port mobile network APN");
    assertEquals(ClientState.READY, client.state());
  }

  @Test
  void brokerUnknown() {
    ModemMqttClient client =
        client(
            emulated()
                .brokers(
                    (host, port) -> {
                      throw new UnknownHostException(host);
                    }),
            builder());

    fails(BrokerUnreachableException.class, client::connect, "broker.example:1883 DNS", "host");
  }

  @Test
  void wrongPassword() {
    ModemMqttClient client = client(emulated(), builder().credentials("user", "hunter2"));
    client.open();

    MqttRefusedException failure =
        fails(
            MqttRefusedException.class,
            client::connect,
            "broker.example:1883 refused code",
            "user name password");

    assertTrue(failure.returnCode().code() == 4 || failure.returnCode().code() == 5);
    assertFalse(failure.getMessage().contains("hunter2"));
    assertEquals(ClientState.READY, client.state());
  }

  @Test
  void noPassword() {
    ModemMqttClient client =
        client(
            emulated(),
            ModemMqttClient.builder()
                .transport(line::host)
                .broker("broker.example", 1883)
                .bringUp(QuickTimes.BRING_UP)
                .channel(QuickTimes.CHANNEL)
                .reopenPause(Duration.ofMillis(10)));
    client.open();

    fails(MqttRefusedException.class, client::connect, "refused code", "user name password");
  }

  @Test
  void payloadTooLong() {
    ModemMqttClient client = connected();

    fails(
        PayloadTooLongException.class,
        () -> client.publish("t", "x".repeat(1200), Qos.AT_LEAST_ONCE),
        "1200 1026",
        "split");
  }

  @Test
  void payloadNotTransportable() {
    ModemMqttClient client = connected();

    fails(
        PayloadNotTransportableException.class,
        () -> client.publish("t", "\r\u001a", Qos.AT_LEAST_ONCE),
        "0x1A position 1",
        "Base64");
  }

  @Test
  void wildcardInATopic() {
    ModemMqttClient client = connected();

    fails(
        InvalidTopicException.class,
        () -> client.publish("a/+/b", "x", Qos.AT_LEAST_ONCE),
        "'a/+/b' wildcard '+' position 2",
        "topic");
  }

  @Test
  void badFilter() {
    ModemMqttClient client = connected();

    fails(
        InvalidTopicException.class,
        () -> client.subscribe("a/#/b", Qos.AT_LEAST_ONCE, message -> {}),
        "'a/#/b' '#'",
        "topic");
  }

  @Test
  void injection() {
    ModemMqttClient client = connected();

    fails(
        ParameterException.class,
        () -> client.publish("t\",\"x\"\rATI", "x", Qos.AT_LEAST_ONCE),
        "topic quote position 1",
        "escapes");
    fails(
        ParameterException.class,
        () -> builder().credentials("user", PASSWORD + "\"").build(),
        "password quote",
        "escapes");
  }

  @Test
  void notConnected() {
    ModemMqttClient client = client(emulated(), builder());

    fails(
        ClientStateException.class,
        () -> client.publish("t", "x", Qos.AT_LEAST_ONCE),
        "publish CLOSED",
        "connect() connect()");
  }
}
