package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.modem.Pin;
import io.github.modemqtt.modem.PinRejectedException;
import io.github.modemqtt.mqtt.ConnectReturnCode;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.ScriptedModule;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recovery, and its end, on modules that do what a script says. */
@Timeout(60)
class RecoveryScriptedTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final RecordingClientListener listener = new RecordingClientListener();
  private final List<ScriptedModule> lines = new ArrayList<>();
  private ScriptedModule script = line();
  private ModemMqttClient client = builder().build();

  private ScriptedModule line() {
    ScriptedModule module = ScriptedModule.start();
    module.on("AT+CFUN=", "OK").on("AT+ECRST", "OK");
    lines.add(module);
    return module;
  }

  /** The first line, and a new one each time that it is opened again. */
  private synchronized Transport host() {
    if (script.commands().isEmpty()) {
      return script.host();
    }
    script = line();
    return script.host();
  }

  private ModemMqttClient.Builder builder() {
    return ModemMqttClient.builder()
        .transport(this::host)
        .broker("broker.example", 1883)
        .clientId("recovery")
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .timeouts(new EcmtTimeouts(LONG, LONG, LONG, SHORT))
        .reopenPause(Duration.ofMillis(10))
        .reconnect(QuickTimes.RECONNECT)
        .listener(listener);
  }

  private void use(ModemMqttClient.Builder builder) {
    client = builder.build();
  }

  @AfterEach
  void close() {
    client.close();
    lines.forEach(ScriptedModule::close);
  }

  private void isIn(ClientState state) {
    Eventually.holds("the client is " + state, () -> client.state() == state);
  }

  /** The link is lost, and the module goes on trying. */
  private void loseLink() {
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");
    script.on("AT+ECMTCLOSE=", "+CME ERROR: 3");
    script.say("+ECMTSTAT: 0,1");
    isIn(ClientState.RECOVERING);
  }

  /** The connection is closed by the module, and every further attempt ends like this. */
  private void everyOpenFails() {
    script.on("AT+ECMTOPEN=", "OK", "+ECMTOPEN: 0,-1");
    script.on("AT+ECMTCONN?", "OK");
    script.say("+ECMTDISC: 0,0");
  }

  // ---- steps ----

  @Test
  void aModuleThatOnlyANewLineCuresIsTriedHarderAndHarder() {
    use(
        builder()
            .reconnect(QuickTimes.RECONNECT.withEscalation(1, RecoveryStep.REOPEN_LINE, LONG)));
    client.connect();
    ScriptedModule first = script;
    everyOpenFails();
    listener.awaitConnections(2);

    assertEquals(
        List.of(RecoveryStep.CYCLE_RADIO, RecoveryStep.RESET_MODULE, RecoveryStep.REOPEN_LINE),
        listener.attempts().stream().map(RecoveryAttempt::step).toList());
    assertEquals(
        List.of("AT+CFUN=4", "AT+ECRST"),
        first.commands().stream()
            .filter(line -> line.equals("AT+CFUN=4") || line.equals("AT+ECRST"))
            .toList());
    assertEquals(2, lines.size());
  }

  @Test
  void noHarderStepIsTakenThanThePolicyAllows() {
    use(
        builder()
            .reconnect(
                QuickTimes.RECONNECT
                    .withBackOff(Duration.ofMillis(1), Duration.ofMillis(1), 0)
                    .withEscalation(1, RecoveryStep.CYCLE_RADIO, LONG)));
    client.connect();
    everyOpenFails();
    Eventually.holds("many attempts", () -> listener.attempts().size() > 8);

    assertEquals(0, script.commands("AT+ECRST").size());
    assertTrue(script.commands("AT+CFUN=4").size() > 1);
    assertEquals(1, lines.size());
  }

  @ParameterizedTest
  @EnumSource(ConnectReturnCode.class)
  void eachRefusalIsTypedWhenConnectingAndWhenRecovering(ConnectReturnCode code) {
    String refusal = "+ECMTCONN: 0,0," + code.code();
    script.on("AT+ECMTCONN=", "OK", refusal);
    MqttRefusedException first = assertThrows(MqttRefusedException.class, client::connect);
    assertEquals(code, first.returnCode());
    assertEquals(ClientState.READY, client.state());

    client.start();

    Eventually.holds("a second attempt is planned", () -> listener.attempts().size() > 1);
    assertEquals(
        code,
        assertInstanceOf(MqttRefusedException.class, listener.attempts().get(1).cause())
            .returnCode());
    assertEquals(RecoveryStep.REOPEN_CONNECTION, listener.attempts().get(1).step());
  }

  @Test
  void aPinThatWasRejectedOnceIsNotTriedAgainByARecovery() {
    use(builder().bringUp(QuickTimes.BRING_UP.withPin(new Pin("4711"))));
    client.connect();
    script.on("AT+CPIN?", "+CPIN: SIM PIN", "OK").on("AT+CPIN=", "+CME ERROR: 16");
    everyOpenFails();

    Eventually.holds("it gives up", () -> client.state() != ClientState.RECOVERING);
    Eventually.holds("it is at rest", () -> client.state() == ClientState.READY);
    assertEquals(1, script.commands("AT+CPIN=").size());
    assertThrows(PinRejectedException.class, client::connect);
  }

  @Test
  void aReconnectorMustNotCallBlockingMethods() {
    CompletableFuture<RuntimeException> refused = new CompletableFuture<>();
    use(
        builder()
            .reconnector(
                attempt -> {
                  try {
                    client.publish("t", "x", Qos.AT_LEAST_ONCE);
                  } catch (RuntimeException e) {
                    refused.complete(e);
                    throw e;
                  }
                  return Reconnector.Decision.GO_ON;
                }));
    client.connect();
    script.on("AT+ECMTCONN?", "OK");
    script.say("+ECMTDISC: 0,0");

    assertInstanceOf(IllegalStateException.class, Eventually.get(refused));
    listener.awaitConnections(2);
  }

  @Test
  void aReconnectorCanMakeTheWaitLonger() {
    use(
        builder()
            .reconnector(attempt -> Reconnector.Decision.GO_ON.withDelay(Duration.ofHours(1))));
    client.connect();
    everyOpenFails();
    Eventually.holds("an attempt is planned", () -> !listener.attempts().isEmpty());
    int before = script.commands("AT+ECMTOPEN=").size();
    script.on("AT+ECMTOPEN=", "OK", "+ECMTOPEN: 0,0");

    assertEquals(ClientState.RECOVERING, client.state());
    client.connect(); // somebody who waits is not made to wait for an hour

    assertEquals(ClientState.CONNECTED, client.state());
    assertEquals(before + 1, script.commands("AT+ECMTOPEN=").size());
  }

  @Test
  void aConnectThatFailsAtItsSubscriptionsDoesNotLeaveTheConnectionOpen() {
    use(builder().cleanSession(false).timeouts(new EcmtTimeouts(LONG, LONG, SHORT, SHORT)));
    client.connect();
    client.subscribe("a", Qos.AT_LEAST_ONCE, message -> {});
    client.disconnect();
    script.accept("AT+ECMTSUB=");

    assertThrows(ResultTimeoutException.class, client::connect);

    assertEquals(ClientState.READY, client.state());
    assertEquals(1, script.commands("AT+ECMTCLOSE=").size());
  }

  @Test
  void anAnswerThatCannotBeReadIsNotALossYet() {
    use(builder().healthInterval(SHORT));
    client.connect();
    script.on("AT+ECMTCONN?", "ERROR");
    script.await("AT+ECMTCONN?");
    script.await("AT+ECMTCONN?");
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,3", "OK");
    int before = script.commands("AT+ECMTCONN?").size();
    Eventually.holds("asked again", () -> script.commands("AT+ECMTCONN?").size() > before + 2);

    assertEquals(List.of(), listener.losses());
    assertEquals(1, script.commands("AT+ECMTOPEN=").size());
  }

  @Test
  void answersThatCannotBeReadDoNotEndTheWaitForTheModulesOwnReconnect() {
    use(builder().reconnect(QuickTimes.RECONNECT.withPatience(Duration.ofSeconds(1), LONG)));
    client.connect();
    loseLink();
    script.on("AT+ECMTCONN?", "ERROR");
    int before = script.commands("AT+ECMTCONN?").size();
    Eventually.holds("asked again", () -> script.commands("AT+ECMTCONN?").size() > before + 1);
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,3", "OK");
    script.say("+ECMTCONN: 0,0,0");
    listener.awaitConnections(2);

    assertEquals(List.of(), listener.attempts());
    assertEquals(1, script.commands("AT+ECMTOPEN=").size());
  }

  // ---- the end ----

  @Test
  void disconnectingEndsARecovery() {
    client.connect();
    loseLink();
    CompletableFuture<Void> waiting = client.async().publish("t", "x", Qos.AT_LEAST_ONCE);

    client.disconnect();

    assertEquals(ClientState.READY, client.state());
    assertInstanceOf(ClientStateException.class, Eventually.failure(waiting));
    assertThrows(ClientStateException.class, () -> client.publish("t", "x", Qos.AT_LEAST_ONCE));
    script.say("+ECMTCONN: 0,0,0");
    client.open();
    assertEquals(ClientState.READY, client.state(), "what the module does then is not wanted");
  }

  @Test
  void disconnectingEndsAWaitBetweenAttempts() {
    use(
        builder()
            .reconnect(
                QuickTimes.RECONNECT.withBackOff(Duration.ofHours(1), Duration.ofHours(1), 0)));
    client.connect();
    everyOpenFails();
    Eventually.holds("a second attempt is planned", () -> listener.attempts().size() > 1);

    client.disconnect();

    assertEquals(ClientState.READY, client.state());
  }

  private enum Situation {
    CLOSED,
    BRINGING_UP,
    READY,
    OPENING,
    CONNECTING,
    CONNECTED,
    AWAITING_MODULE,
    BETWEEN_ATTEMPTS,
    RESETTING,
    DISCONNECTING
  }

  private void bringTo(Situation situation) {
    switch (situation) {
      case CLOSED -> {}
      case READY -> client.open();
      case CONNECTED -> client.connect();
      case BRINGING_UP -> {
        script.on("AT+CEREG?", "+CEREG: 0,2", "OK");
        client.async().open();
        isIn(ClientState.BRINGING_UP);
      }
      case OPENING -> {
        script.accept("AT+ECMTOPEN=");
        client.async().connect();
        isIn(ClientState.OPENING);
      }
      case CONNECTING -> {
        script.accept("AT+ECMTCONN=");
        client.async().connect();
        isIn(ClientState.CONNECTING);
      }
      case AWAITING_MODULE -> {
        client.connect();
        loseLink();
      }
      case BETWEEN_ATTEMPTS -> {
        use(builder().reconnect(QuickTimes.RECONNECT.withBackOff(LONG, LONG, 0)));
        client.connect();
        everyOpenFails();
        Eventually.holds("a second attempt is planned", () -> listener.attempts().size() > 1);
      }
      case RESETTING -> {
        use(
            builder()
                .reconnect(
                    QuickTimes.RECONNECT.withEscalation(1, RecoveryStep.RESET_MODULE, LONG)));
        client.connect();
        script.on("AT+ECRST", "OK");
        script.answer(
            "AT", command -> script.commands("AT+ECRST").isEmpty() ? List.of("OK") : List.of());
        everyOpenFails();
        script.await("AT+ECRST");
      }
      case DISCONNECTING -> {
        script.accept("AT+ECMTPUB=");
        client.connect();
        client.async().publish("t", "x", Qos.AT_LEAST_ONCE);
        script.await("AT+ECMTPUB=");
        client.async().disconnect();
        isIn(ClientState.CLOSING);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Situation.class)
  void closingEndsEverythingFromEveryState(Situation situation) {
    bringTo(situation);
    List<CompletableFuture<?>> pending =
        List.of(
            client.async().connect(),
            client.async().subscribe("a", Qos.AT_MOST_ONCE, message -> {}),
            client.async().publish("t", "x", Qos.AT_LEAST_ONCE));

    client.close();
    client.close();

    assertEquals(ClientState.CLOSED, client.state());
    for (CompletableFuture<?> future : pending) {
      Eventually.holds("nothing is left pending", future::isDone);
    }
    assertThrows(ModemException.class, client::connect);
    Eventually.holds("no thread is left", () -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("modemqtt-client recovery")
                    || name.startsWith("modemqtt-callbacks recovery")
                    || name.startsWith("at-") && name.contains("scripted"))
        .toList();
  }
}
