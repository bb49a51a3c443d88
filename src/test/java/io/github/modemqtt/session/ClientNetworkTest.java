package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.modem.NetworkReports;
import io.github.modemqtt.modem.NetworkView;
import io.github.modemqtt.modem.RegistrationState;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.ScriptedModule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client knows of its network. */
@Timeout(30)
class ClientNetworkTest {
  private final ScriptedModule script = ScriptedModule.start();
  private final LinkedBlockingQueue<NetworkView> told = new LinkedBlockingQueue<>();
  private @Nullable ModemMqttClient client;

  private ModemMqttClient.Builder builder() {
    return ModemMqttClient.builder()
        .transport(script::host)
        .broker("broker.example", 1883)
        .clientId("network")
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .reopenPause(Duration.ofMillis(10))
        .healthInterval(Duration.ZERO)
        .listener(
            new ClientListener() {
              @Override
              public void onNetworkChange(NetworkView network) {
                told.add(network);
              }
            });
  }

  private ModemMqttClient built(ModemMqttClient.Builder builder) {
    ModemMqttClient made = builder.build();
    client = made;
    return made;
  }

  private NetworkView next() throws InterruptedException {
    NetworkView view = told.poll(10, TimeUnit.SECONDS);
    assertNotNull(view, "nothing was told");
    return view;
  }

  private static RegistrationState state(NetworkView view) {
    return view.registration().orElseThrow().value().state();
  }

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
    }
    script.close();
  }

  @Test
  void theBringUpTellsWhatItHasFoundAndAsksForNoMore() throws Exception {
    ModemMqttClient made = built(builder());
    assertEquals(Optional.empty(), made.network());
    made.open();

    NetworkView view = next();
    assertEquals(RegistrationState.HOME, state(view));
    assertEquals(Optional.of("10.0.0.2"), view.ipv4());
    assertEquals(view, made.network().orElseThrow());
    assertEquals(List.of(), script.commands("AT+COPS?"));
    assertEquals(List.of(), script.commands("AT+CEREG="));
  }

  @Test
  void readingAsksAnew() throws Exception {
    ModemMqttClient made = built(builder());
    assertThrows(ClientStateException.class, made::readNetwork);
    made.open();
    next();
    script.on("AT+CEREG?", "+CEREG: 0,5", "OK").on("AT+CESQ", "+CESQ: 99,99,255,255,20,60", "OK");

    NetworkView view = made.readNetwork();
    assertEquals(RegistrationState.ROAMING, state(view));
    assertEquals(-81, view.signal().orElseThrow().value().rsrpDbm().orElseThrow());
    assertEquals(view, next());
    assertEquals(RegistrationState.ROAMING, state(Eventually.get(made.async().refreshNetwork())));
  }

  @Test
  void aReportOfTheModuleIsTold() throws Exception {
    ModemMqttClient made = built(builder().networkReports(NetworkReports.ON));
    made.connect();
    assertEquals(1, script.commands("AT+CEREG=5").size());
    assertEquals(RegistrationState.HOME, state(next()));
    script.say("+CEREG: 2");
    assertEquals(RegistrationState.SEARCHING, state(next()));
    script.say("+CEREG: 5,\"4844\",\"01A2C315\",9");
    assertEquals(RegistrationState.ROAMING, state(next()));
    assertEquals(ClientState.CONNECTED, made.state());
  }

  @Test
  void aPublisherCannotMakeTheViewChange() throws Exception {
    ModemMqttClient made = built(builder().networkReports(NetworkReports.ON));
    made.connect();
    CountDownLatch received = new CountDownLatch(1);
    made.subscribe("t", Qos.AT_MOST_ONCE, message -> received.countDown());
    next();
    int asked = script.commands("AT+CEREG?").size();

    script.sayRaw("\r\n+ECMTRECV: 0,0,\"t\",x\r\n\r\n+CEREG: 3\r\n");

    assertTrue(received.await(10, TimeUnit.SECONDS));
    Eventually.holds("the module is asked", () -> script.commands("AT+CEREG?").size() > asked);
    made.readNetwork();
    assertEquals(RegistrationState.HOME, state(next()));
    assertEquals(RegistrationState.HOME, state(made.network().orElseThrow()));
  }

  @Test
  void theSignalIsAskedForInAnIntervalIfWanted() throws Exception {
    ModemMqttClient made = built(builder().networkInterval(Duration.ofMillis(20)));
    made.open();
    int asked = script.commands("AT+CSQ").size();
    Eventually.holds("it is asked again", () -> script.commands("AT+CSQ").size() >= asked + 3);
    next();
    made.close();
  }

  @Test
  void noSignalIsAskedForWhileAMessageIsUnderWay() {
    script.accept("AT+ECMTPUB=");
    ModemMqttClient made = built(builder().networkInterval(Duration.ofMillis(20)));
    made.connect();
    CompletableFuture<Void> pending = made.async().publish("t", "x", Qos.AT_LEAST_ONCE);
    String publish = script.await("AT+ECMTPUB=");
    Eventually.get(made.async().refreshNetwork()); // behind a question that was asked before
    int asked = script.commands("AT+CESQ").size();
    Eventually.get(made.async().subscribe("a", Qos.AT_MOST_ONCE, message -> {}));
    Eventually.get(
        new CompletableFuture<Integer>().completeOnTimeout(0, 200, TimeUnit.MILLISECONDS));
    assertEquals(asked, script.commands("AT+CESQ").size());

    script.say("+ECMTPUB: 0," + ScriptedModule.id(publish) + ",0");
    Eventually.get(pending);
    Eventually.holds("it is asked again", () -> script.commands("AT+CESQ").size() > asked);
  }

  @Test
  void aNegativeIntervalIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> builder().networkInterval(Duration.ofSeconds(-1)));
  }
}
