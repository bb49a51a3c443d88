package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtStatistics;
import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.SleepLevel;
import io.github.modemqtt.modem.Learned;
import io.github.modemqtt.modem.PowerOptions;
import io.github.modemqtt.modem.PowerStatus;
import io.github.modemqtt.modem.SleepMode;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.ReleaseAssistance;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client and a module that falls asleep behind its back. */
@Timeout(60)
class SleepingModuleTest {
  private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);
  private static final PowerOptions LIGHT_SLEEP =
      PowerOptions.UNCHANGED.withDeepestSleep(SleepMode.SLEEP1, SHORTEST_DELAY);
  private static EmbeddedBroker broker;

  private final MemoryTransport.Pair line = MemoryTransport.pair("sleepy");
  private final RecordingClientListener listener = new RecordingClientListener();
  private final Gauges gauges = new Gauges();
  private EmulatedModule module;
  private @Nullable ModemMqttClient client;

  private static final class Gauges implements ClientMetrics {
    private final AtomicReference<ClientGauges> gauges = new AtomicReference<>();

    @Override
    public void bind(ClientGauges bound) {
      gauges.set(bound);
    }

    AtStatistics line() {
      return gauges.get().lineTotals();
    }
  }

  /** A line that says its rate; the module's end keeps it. */
  private record Rated(Transport line, int rate) implements Transport {
    @Override
    public void open() {
      line.open();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      return line.read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] data, int offset, int length) {
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

    @Override
    public OptionalInt bitsPerSecond() {
      return OptionalInt.of(rate);
    }
  }

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void stop() {
    if (client != null) {
      client.close();
    }
    if (module != null) {
      CarefulDriver.close(module);
    }
  }

  private ModemMqttClient.Builder builder(int rate) {
    return ModemMqttClient.builder()
        .transport(() -> new Rated(line.host(), rate))
        .broker("broker.example", 1883)
        .clientId("sleepy-" + rate)
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .reopenPause(Duration.ofMillis(50))
        .reconnect(QuickTimes.RECONNECT)
        .healthInterval(Duration.ZERO)
        .power(LIGHT_SLEEP)
        .metrics(gauges)
        .listener(listener);
  }

  private ModemMqttClient connected(int rate, ModemMqttClient.Builder builder) {
    module =
        RecordedModules.builder(line.module())
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .lineRate(rate)
            .broker(broker.host(), broker.port())
            .build();
    module.start();
    ModemMqttClient made = builder.build();
    client = made;
    made.connect();
    return made;
  }

  private void awaitSleep() {
    Eventually.holds("the module sleeps", () -> module.sleepLevel() == SleepLevel.SLEEP1);
  }

  private long publishes() {
    return module.commands().stream().filter(line -> line.startsWith("AT+ECMTPUB")).count();
  }

  @Test
  void aPublishToASleepingModuleArrivesAtTheFirstAttempt() {
    ModemMqttClient connected = connected(115_200, builder(115_200));
    for (int i = 1; i <= 2; i++) {
      awaitSleep();
      long wakeUps = gauges.line().wakeUps();
      connected.publish("sleepy/1", "n" + i, Qos.AT_LEAST_ONCE);
      assertEquals(i, publishes());
      assertTrue(gauges.line().wakeUps() > wakeUps);
    }
    assertEquals(0, gauges.line().timeouts());
    assertEquals(List.of(), listener.losses());
  }

  @Test
  void at9600BaudNothingIsLostAndNobodyIsWoken() {
    ModemMqttClient connected = connected(9600, builder(9600));
    awaitSleep();
    connected.publish("sleepy/2", "x", Qos.AT_LEAST_ONCE);

    assertEquals(1, publishes());
    assertEquals(0, gauges.line().wakeUps());
    assertEquals(0, gauges.line().timeouts());
  }

  @Test
  void aHealthCheckWakesTheModuleAndDoesNotTakeItForDead() {
    Duration longerThanTheHoldOff = SHORTEST_DELAY.plusMillis(300);
    connected(115_200, builder(115_200).healthInterval(longerThanTheHoldOff));
    awaitSleep();
    long questions = questions();
    Eventually.holds("the module is asked twice", () -> questions() >= questions + 2);

    assertTrue(gauges.line().wakeUps() >= 2);
    assertEquals(0, gauges.line().timeouts());
    assertEquals(List.of(), listener.losses());
    assertEquals(1, listener.connections().size());
  }

  private long questions() {
    return module.commands().stream().filter("AT+ECMTCONN?"::equals).count();
  }

  @Test
  void whatTheModuleSaysOfItsSleepIsInTheView() {
    ModemMqttClient connected = connected(9600, builder(9600));
    PowerStatus power = connected.network().flatMap(view -> view.power()).map(Learned::value).get();
    assertEquals(Optional.of(SleepMode.SLEEP1), power.deepestSleep());
    assertEquals(Optional.of(SHORTEST_DELAY), power.sleepDelay());
  }

  @Test
  void aSleepThatMqttForbidsIsRefused() {
    PowerOptions deep = PowerOptions.UNCHANGED.withDeepestSleep(SleepMode.SLEEP2, SHORTEST_DELAY);
    String message =
        assertThrows(IllegalArgumentException.class, () -> builder(9600).power(deep).build())
            .getMessage();
    assertTrue(message.contains("no deeper than SLEEP1"), message);
  }

  @Test
  void aHoldOffTooShortForTheRateFailsWhenTheLineIsOpened() {
    PowerOptions hasty =
        PowerOptions.UNCHANGED.withDeepestSleep(SleepMode.SLEEP1, Duration.ofMillis(100));
    ModemMqttClient made = builder(115_200).power(hasty).build();
    client = made;
    assertThrows(IllegalArgumentException.class, made::open);
    assertEquals(ClientState.CLOSED, made.state());
  }

  @Test
  void releaseAssistanceReachesTheModule() {
    ModemMqttClient connected = connected(9600, builder(9600).power(PowerOptions.UNCHANGED));
    OutgoingMessage message = OutgoingMessage.of(TopicName.of("sleepy/3"), "x", Qos.AT_MOST_ONCE);
    for (ReleaseAssistance hint : ReleaseAssistance.values()) {
      Eventually.get(
          connected
              .async()
              .send(message.withRetain(true).withReleaseAssistance(hint), PublishOptions.DEFAULTS)
              .acknowledged());
    }
    List<String> retains =
        module.commands().stream()
            .filter(command -> command.startsWith("AT+ECMTPUB="))
            .map(command -> command.split(",")[3])
            .toList();
    assertEquals(List.of("1", "11", "21"), retains);
  }
}
