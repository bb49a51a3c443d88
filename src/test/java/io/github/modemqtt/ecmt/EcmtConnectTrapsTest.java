package io.github.modemqtt.ecmt;

import static io.github.modemqtt.ecmt.ScriptedLink.BROKER;
import static io.github.modemqtt.ecmt.ScriptedLink.IMPATIENT;
import static io.github.modemqtt.ecmt.ScriptedLink.OPTIONS;
import static io.github.modemqtt.ecmt.ScriptedLink.PATIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.mqtt.ConnectReturnCode;
import io.github.modemqtt.mqtt.ModuleStuckException;
import io.github.modemqtt.mqtt.MqttFailureException;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.testsupport.Eventually;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers to CONNECT that contradict each other, belong to something else, or do not come. */
@Timeout(30)
class EcmtConnectTrapsTest {
  private static final String CONNECT = "AT+ECMTCONN=";
  private static final String NOT_SENT = "+ECMTCONN: 0,2,2";

  private ScriptedLink link = new ScriptedLink(PATIENT);

  @AfterEach
  void close() {
    link.close();
  }

  private void use(ScriptedLink other) {
    link.close();
    link = other;
  }

  private CompletableFuture<Void> connectWith(String... answer) {
    link.script.on(CONNECT, answer);
    Eventually.get(link.module.open(BROKER, OPTIONS));
    link.saysState(2);
    return link.module.connect(OPTIONS);
  }

  @Test
  void aFalseResultIsFollowedByTheTruth() {
    CompletableFuture<Void> connected = connectWith("OK", NOT_SENT);
    link.script.await("AT+ECMTCONN?");
    link.script.await("AT+ECMTCONN?");
    link.settle();

    assertFalse(connected.isDone());
    link.script.say("+ECMTCONN: 0,0,0");
    Eventually.get(connected);
    assertEquals(List.of(), link.script.commands("AT+ECMTCLOSE"));
    assertTrue(link.listener.isEmpty());
  }

  @Test
  void theTruthMayComeWithTheFalseResult() {
    Eventually.get(connectWith("OK", NOT_SENT, "+ECMTCONN: 0,0,0"));
  }

  @Test
  void theTruthMayBeARefusal() {
    CompletableFuture<Void> connected = connectWith("OK", NOT_SENT, "+ECMTCONN: 0,0,5");

    MqttRefusedException refused =
        assertInstanceOf(MqttRefusedException.class, Eventually.failure(connected));
    assertEquals(ConnectReturnCode.NOT_AUTHORIZED, refused.returnCode());
    assertEquals(1, link.script.commands("AT+ECMTCLOSE").size());
  }

  @Test
  void aResultThatNothingFollowsIsTheTruth() {
    use(new ScriptedLink(IMPATIENT));

    Throwable failure = Eventually.failure(connectWith("OK", NOT_SENT));

    assertInstanceOf(MqttFailureException.class, failure);
    assertEquals(1, link.script.commands("AT+ECMTCLOSE").size());
  }

  @Test
  void aModuleThatDoesNotGoOnConnectingIsNotWaitedFor() {
    link.script.on(CONNECT, "OK", NOT_SENT);
    Eventually.get(link.module.open(BROKER, OPTIONS));
    link.saysState(1);

    assertInstanceOf(MqttFailureException.class, Eventually.failure(link.module.connect(OPTIONS)));
  }

  @Test
  void withTlsTheSecondResultWouldMeanPlainTcp() {
    use(
        new ScriptedLink(
            EcmtProfile.EC616.withProvenTls(),
            PATIENT.withTls(new EcmtTls.Psk("0123abcd", "dev1"))));

    Throwable failure = Eventually.failure(connectWith("OK", NOT_SENT, "+ECMTCONN: 0,0,0"));

    assertInstanceOf(TlsUnusableException.class, failure);
    assertEquals(1, link.script.commands("AT+ECMTCLOSE").size());
  }

  @Test
  void aLossBeforeTheResultIsThatOfAnIdleConnection() {
    Eventually.get(connectWith("OK", "+ECMTSTAT: 0,1", "+ECMTCONN: 0,0,0"));
    link.saysState(3).settle();

    assertTrue(link.listener.isEmpty());
    assertTrue(link.listener.hasNoDoubt());
    assertEquals(2, link.states().size(), "the open's question and the test's");
  }

  @Test
  void aResultBeforeItsOkIsUnderstood() {
    Eventually.get(connectWith("+ECMTCONN: 0,0,0", "OK"));
  }

  @Test
  void aResultThatTouchesAMessageIsNotTaken() {
    CompletableFuture<Void> connected = connectWith("OK");
    link.script.await(CONNECT);
    link.sayAfterMessage("+ECMTCONN: 0,0,0");
    link.settle();

    assertFalse(connected.isDone());
    link.script.say("+ECMTCONN: 0,0,0");
    Eventually.get(connected);
  }

  @Test
  void aModuleThatCountsAsConnectedWithoutAResultIsClosed() {
    use(new ScriptedLink(IMPATIENT));
    link.script.accept(CONNECT);
    Eventually.get(link.module.open(BROKER, OPTIONS));
    link.saysState(3);

    assertInstanceOf(
        ResultTimeoutException.class, Eventually.failure(link.module.connect(OPTIONS)));
    assertEquals(1, link.script.commands("AT+ECMTCLOSE").size());
  }

  @Test
  void aModuleThatConnectsWithoutEndIsStuck() {
    use(new ScriptedLink(IMPATIENT));
    link.script.on("AT+ECMTCLOSE=", "+CME ERROR: 3");

    assertInstanceOf(ModuleStuckException.class, Eventually.failure(connectWith("OK")));
  }

  @Test
  void aRefusalOutweighsThatTheModuleCannotBeClosed() {
    link.script.on("AT+ECMTCLOSE=", "+CME ERROR: 3");

    Throwable refused = Eventually.failure(connectWith("OK", "+ECMTCONN: 0,0,4"));

    assertInstanceOf(MqttRefusedException.class, refused);
    assertInstanceOf(ModuleStuckException.class, refused.getSuppressed()[0]);
  }

  @Test
  void theModulesOwnTriesAfterARefusalAreEndedAtOnce() {
    link.script.answer(
        "AT+ECMTCLOSE=",
        command -> {
          boolean reconnecting = link.script.commands("AT+ECMTCLOSE").size() < 2;
          return reconnecting
              ? List.of("+CME ERROR: 3", "+ECMTCONN: 0,0,4")
              : List.of("OK", "+ECMTCLOSE: 0,0");
        });

    Throwable refused = Eventually.failure(connectWith("OK", "+ECMTCONN: 0,0,4", "+ECMTSTAT: 0,1"));
    link.settle();

    assertInstanceOf(MqttRefusedException.class, refused);
    assertEquals(0, refused.getSuppressed().length);
    assertEquals(3, link.script.commands("AT+ECMTCLOSE").size());
    assertEquals(1, link.script.commands(CONNECT).size());
    assertTrue(link.listener.isEmpty());
  }
}
