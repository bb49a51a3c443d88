package io.github.modemqtt.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.scenario.Scenario;
import io.github.modemqtt.emulator.scenario.Trigger;
import io.github.modemqtt.modem.NotRegisteredException;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RawMqttClient;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryPort;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One trap of the module after the other, with a module in software and a broker. */
@Timeout(60)
class RecoveryTrapsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static EmbeddedBroker broker;

  private final MemoryPort port = new MemoryPort("traps");
  private final LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final RecordingClientListener listener = new RecordingClientListener();
  private final List<String> dialogue = new CopyOnWriteArrayList<>();
  private EmulatedModule module;
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
    return RecordedModules.builder(port)
        .firmwareDelays(FirmwareDelays.NONE)
        .registrationDelay(Duration.ZERO)
        .broker(broker.host(), broker.port());
  }

  private ModemMqttClient.Builder builder() {
    return ModemMqttClient.builder()
        .transport(port::newTransport)
        .broker("broker.example", 1883)
        .clientId("traps")
        .keepAlive(Duration.ofSeconds(1))
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL.withCommandLimit(Duration.ofSeconds(1)))
        .timeouts(new EcmtTimeouts(LONG, SHORT, SHORT, SHORT))
        .reopenPause(Duration.ofMillis(20))
        .healthInterval(Duration.ZERO)
        .reconnect(QuickTimes.RECONNECT)
        .listener(listener)
        .atListener(
            new AtListener() {
              @Override
              public void onCommand(long nanoTime, String line) {
                dialogue.add(line);
              }

              @Override
              public void onLine(long nanoTime, LineKind kind, String text) {
                dialogue.add(text);
              }
            });
  }

  private void start(EmulatedModuleBuilder emulated, ModemMqttClient.Builder builder) {
    module = emulated.build();
    module.start();
    client = builder.build();
  }

  private void connected(ModemMqttClient.Builder builder) {
    start(emulated(), builder);
    client.connect();
    client.subscribe("in/#", Qos.AT_LEAST_ONCE, received::add);
  }

  @AfterEach
  void stop() {
    client.close();
    CarefulDriver.close(module);
  }

  private long written(String prefix) {
    return dialogue.stream().filter(line -> line.startsWith(prefix)).count();
  }

  private void subscribedAgain() {
    Eventually.holds("it subscribes again", () -> written("AT+ECMTSUB=") >= 2);
    arrives();
  }

  /** What somebody else publishes comes in. */
  private void arrives() {
    try (RawMqttClient other = RawMqttClient.open(broker.port())) {
      other.connect(options -> options.clientId("other").cleanSession(true));
      Eventually.holds(
          "a message comes in",
          () -> {
            other.publish(1, "in/x", "hello", 1, false);
            return take();
          });
    }
  }

  private boolean take() {
    try {
      return received.poll(100, TimeUnit.MILLISECONDS) != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void lose(String urc) {
    module.inject(new Fault.LoseNextUrc(urc));
  }

  // ---- lost reports ----

  @Test
  void subscribesAgainWhenTheReportOfTheModulesOwnReconnectIsLost() {
    connected(builder());
    lose("+ECMTCONN");
    module.dropLink();

    subscribedAgain();
    assertEquals(1, written("AT+ECMTOPEN="), "it was the module's own reconnect");
  }

  @Test
  void subscribesAgainWhenTheReportOfTheLossIsLost() {
    connected(builder());
    lose("+ECMTSTAT");
    module.dropLink();

    subscribedAgain();
    assertEquals(1, written("AT+ECMTOPEN="), "it was the module's own reconnect");
  }

  @Test
  void subscribesAgainAndSendsAgainWhenBothReportsAreLostAndAPublishStaysUnanswered() {
    connected(builder());
    lose("+ECMTSTAT");
    lose("+ECMTCONN");
    module.dropLink();
    lose("+ECMTPUB");

    client.publish("t", "x", Qos.AT_LEAST_ONCE);

    subscribedAgain();
    assertTrue(written("AT+ECMTPUB=") >= 2);
    assertEquals(1, written("AT+ECMTOPEN="));
  }

  @Test
  void sendsAgainWhenTheReportOfTheAcknowledgementIsLost() {
    connected(builder());
    lose("+ECMTPUB");

    client.publish("t", "x", Qos.AT_LEAST_ONCE);

    assertEquals(2, written("AT+ECMTPUB="));
    assertEquals(List.of(), listener.losses());
  }

  @Test
  void subscribesAgainWhenTheModuleWasSilentForAWhileAndMayHaveReconnected() {
    connected(builder());
    module.mute(true);
    module.dropLink();
    client.async().publish("t", "x", Qos.AT_LEAST_ONCE);
    Eventually.holds("it is asked for its state", () -> written("AT") > 2);
    Eventually.holds(
        "a command has no answer", () -> !dialogue.get(dialogue.size() - 1).startsWith("+"));
    module.mute(false);

    subscribedAgain();
  }

  // ---- resets ----

  @Test
  void aResetWhileNothingIsPublishedIsFoundByLookingNowAndThen() {
    connected(builder().healthInterval(SHORT));
    module.reset();

    listener.awaitConnections(2);

    subscribedAgain();
  }

  @Test
  void aResetBetweenPromptAndDataLosesNothing() {
    connected(builder());
    module.play(
        Scenario.of(
            new Scenario.Step(
                new Trigger.After("+ECMTPUB", Duration.ZERO, false), new Fault.Reset())));
    byte[] payload = "binary\u0000end".getBytes(ISO_8859_1);
    try (RawMqttClient observer = RawMqttClient.open(broker.port())) {
      observer.connect(options -> options.clientId("observer").cleanSession(true));
      observer.subscribe(1, "t", 1);

      client.publish("t", payload, Qos.AT_LEAST_ONCE, false);

      assertEquals(new String(payload, ISO_8859_1), observer.receive().text());
    }
    arrives();
  }

  @Test
  void aModuleThatIsStuckConnectingIsRestarted() {
    connected(builder().reconnect(QuickTimes.RECONNECT.withPatience(SHORT, SHORT)));
    module.inject(new Fault.StuckConnecting());
    listener.awaitConnections(2);

    assertTrue(written("AT+ECRST") >= 1);
    assertTrue(
        listener.attempts().stream().anyMatch(a -> a.step() == RecoveryStep.RESET_MODULE),
        listener.attempts()::toString);
    arrives();
  }

  // ---- network ----

  @Test
  void aLostRegistrationIsWaitedForAndNothingIsOpenedMeanwhile() {
    connected(builder().reconnect(QuickTimes.RECONNECT.withPatience(SHORT, LONG)));
    int before = dialogue.size();
    module.inject(new Fault.NoNetwork(Duration.ofMillis(1500)));

    listener.awaitConnections(2);

    nothingIsOpenedWithoutNetwork(dialogue.subList(before, dialogue.size()));
    assertTrue(written("+CEREG: 0,2") > 0, "it looked at the network");
    arrives();
  }

  private static void nothingIsOpenedWithoutNetwork(List<String> lines) {
    boolean away = false;
    for (String line : lines) {
      if (line.startsWith("+CEREG: 0,")) {
        away = !line.startsWith("+CEREG: 0,1");
      }
      boolean acts =
          line.startsWith("AT+ECMTOPEN=") || line.equals("AT+CFUN=4") || line.equals("AT+ECRST");
      assertFalse(away && acts, lines::toString);
    }
  }

  @Test
  void aStartedClientTriesWithGrowingWaitsUntilTheNetworkIsThere() {
    start(
        emulated().registrationDelay(Duration.ofMillis(800)),
        builder()
            .bringUp(QuickTimes.BRING_UP.withRegistrationTimeout(Duration.ofMillis(50)))
            .reconnect(
                QuickTimes.RECONNECT
                    .withBackOff(Duration.ofMillis(10), Duration.ofMillis(100), 0)
                    .withEscalation(100, RecoveryStep.REOPEN_LINE, LONG)));
    client.start();
    client.publish("t", "x", Qos.AT_LEAST_ONCE);

    nothingIsOpenedWithoutNetwork(List.copyOf(dialogue));
    List<RecoveryAttempt> attempts = listener.attempts();
    assertTrue(attempts.size() > 3, attempts::toString);
    assertInstanceOf(NotRegisteredException.class, attempts.get(1).cause());
    assertEquals(
        List.of(Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(20)),
        attempts.subList(0, 3).stream().map(RecoveryAttempt::delay).toList());
    assertEquals(List.of(), listener.losses(), "what never was cannot be lost");
  }

  // ---- threads ----

  @Test
  void aClientHasTheSameFourThreadsHoweverOftenItRecovers() {
    connected(builder());
    for (int loss = 0; loss < 10; loss++) {
      int connections = listener.connections().size();
      module.inject(new Fault.PortGone(Duration.ofMillis(10)));
      listener.awaitConnections(connections + 1);
    }

    Eventually.holds("four threads", () -> threads().size() == 4);
    client.close();
    Eventually.holds("no thread", () -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("traps"))
        .filter(name -> name.startsWith("at-") || name.startsWith("modemqtt-c"))
        .toList();
  }
}
