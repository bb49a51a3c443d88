package io.github.modemqtt.ecmt;

import static io.github.modemqtt.ecmt.ScriptedLink.IMPATIENT;
import static io.github.modemqtt.ecmt.ScriptedLink.LONG;
import static io.github.modemqtt.ecmt.ScriptedLink.PATIENT;
import static io.github.modemqtt.ecmt.ScriptedLink.SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttFailureException;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.ScriptedModule;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the module says of its link by itself, and what is made of it. */
@Timeout(30)
class EcmtLinkReportTest {
  private static final String LOSS = "+ECMTSTAT: 0,1";
  private static final String RETURN = "+ECMTCONN: 0,0,0";

  /** A report of the return is missed soon, everything else is waited for. */
  private static final EcmtOptions IMPATIENT_FOR_RETURN =
      PATIENT.withTimeouts(new EcmtTimeouts(LONG, SHORT, LONG, LONG));

  private ScriptedLink link = new ScriptedLink(PATIENT);

  @AfterEach
  void close() {
    link.close();
  }

  private void use(EcmtOptions options) {
    link.close();
    link = new ScriptedLink(options);
  }

  private static void assertLost(CompletableFuture<Void> pending) {
    Throwable failure = Eventually.failure(pending);
    assertInstanceOf(MqttFailureException.class, failure);
    assertTrue(failure.getMessage().contains("lost"), failure.getMessage());
  }

  // ---- reports that are certain ----

  @ParameterizedTest
  @ValueSource(strings = {LOSS, "+ECMTDISC: 0,0"})
  void aLossAfterWhichTheModuleHasSentConnectAgainEndsWithItsResult(String report) {
    link.connect();
    CompletableFuture<Void> pending = link.publishInFlight(7);
    link.script.say(report);

    link.listener.nextDoubt();
    assertTrue(link.listener.isEmpty());
    assertFalse(pending.isDone());
    link.script.say(RETURN);
    assertEquals("restored", link.listener.next());
    assertLost(pending);
  }

  @Test
  void aLossIsBelievedIfTheResultOfTheReconnectGetsLost() {
    use(IMPATIENT_FOR_RETURN);
    link.connect();
    CompletableFuture<Void> pending = link.publishInFlight(7);
    link.script.say(LOSS);

    assertEquals(LinkLoss.MODULE_RECONNECTS, link.listener.next());
    assertEquals("restored", link.listener.next());
    assertLost(pending);
  }

  @Test
  void aReturnWhoseReportGetsLostIsFoundByAsking() {
    use(IMPATIENT_FOR_RETURN);
    link.connect().saysState(2);
    link.script.say(LOSS);
    assertEquals(LinkLoss.MODULE_RECONNECTS, link.listener.next());
    link.saysState(3);

    assertEquals("restored", link.listener.next());
  }

  @Test
  void aReconnectWithoutAReportOfTheLossEndsWhatWasInFlight() {
    link.connect();
    CompletableFuture<Void> pending = link.publishInFlight(7);
    link.script.say(RETURN);

    assertEquals("restored", link.listener.next());
    assertLost(pending);
    assertEquals(1, link.states().size(), "the open's question");
  }

  @Test
  void aRefusalWithoutAReportOfTheLossIsADoubtUntilTheModuleLosesTheLink() {
    link.connect();
    CompletableFuture<Void> pending = link.publishInFlight(7);
    link.script.say("+ECMTCONN: 0,0,4");
    link.listener.nextDoubt();
    assertTrue(link.listener.isEmpty());
    assertFalse(pending.isDone());

    link.saysState(2).script.say(LOSS, "+ECMTCONN: 0,0,4");
    assertEquals(LinkLoss.MODULE_RECONNECTS, link.listener.next());
    assertLost(pending);
    assertInstanceOf(MqttRefusedException.class, link.listener.next());
  }

  @Test
  void aReconnectThatCouldNotSendConnectIsAskedFor() {
    link.connect().saysState(1);
    link.script.say("+ECMTCONN: 0,2,2");

    assertEquals(LinkLoss.CLOSED, link.listener.next());
  }

  @Test
  void aLossThatIsReportedAgainIsToldOnce() {
    link.connect().saysState(2);
    link.script.say(LOSS);
    assertEquals(LinkLoss.MODULE_RECONNECTS, link.listener.next());
    link.script.say(LOSS);
    link.script.await("AT+ECMTCONN?");
    link.settle();
    assertTrue(link.listener.isEmpty());

    link.script.say(RETURN);
    assertEquals("restored", link.listener.next());
  }

  @Test
  void whatIsSaidBeforeTheConnectionMeansNothing() {
    link.script.say(LOSS, "+ECMTDISC: 0,0", RETURN);
    link.settle();

    assertTrue(link.listener.isEmpty());
    assertTrue(link.listener.hasNoDoubt());
    assertEquals(1, link.states().size(), "the test's question");
  }

  @Test
  void whatIsSaidOfAnotherConnectionMeansNothing() {
    link.connect();
    link.script.say("+ECMTSTAT: 1,1", "+ECMTDISC: 1,0", "+ECMTCONN: 1,0,0");
    link.settle();

    assertTrue(link.listener.isEmpty());
    assertEquals(2, link.states().size(), "the open's question and the test's");
  }

  @Test
  void aBurstOfReportsLeadsToTwoQuestions() {
    link.connect();
    int before = link.states().size();
    link.script.on("AT+ECMTCONN?");
    for (int i = 0; i < 50; i++) {
      link.script.say(LOSS);
    }
    link.script.say("+ECMTRECV: 0,0,\"t\",behind them");
    assertInstanceOf(Message.class, link.listener.next());
    link.script.await("AT+ECMTCONN?");
    link.saysState(3).script.say("+ECMTCONN:0,3", "OK");
    link.listener.nextDoubt();
    link.listener.nextDoubt();
    link.settle();

    assertEquals(before + 2 + 1, link.states().size(), "one under way, one behind it, the test's");
  }

  // ---- reports that may be the text of a message ----

  @ParameterizedTest
  @ValueSource(strings = {LOSS, "+ECMTDISC: 0,0", "+ECMTCONN: 0,2,2"})
  void anUncertainLossOfAConnectedModuleIsADoubt(String report) {
    link.connect();
    CompletableFuture<Void> pending = link.publishInFlight(7);
    link.sayAfterMessage(report);

    link.listener.nextDoubt();
    link.settle();
    assertTrue(link.listener.isEmpty());
    assertFalse(pending.isDone());
  }

  @ParameterizedTest
  @CsvSource({"1, CLOSED", "2, MODULE_RECONNECTS"})
  void anUncertainLossIsOneIfTheModuleSaysSo(int state, LinkLoss loss) {
    link.connect().saysState(state);
    link.sayAfterMessage(LOSS);

    assertEquals(loss, link.listener.next());
  }

  @Test
  void anUncertainLossIsNotBelievedWithoutAnAnswer() {
    link.connect();
    link.script.on("AT+ECMTCONN?", "ERROR");
    link.sayAfterMessage(LOSS);

    link.listener.nextDoubt();
    assertTrue(link.listener.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {RETURN, "+ECMTCONN: 0,0,5"})
  void anUncertainResultOfConnectIsADoubt(String report) {
    link.connect();
    CompletableFuture<Void> pending = link.publishInFlight(7);
    link.sayAfterMessage(report);

    link.listener.nextDoubt();
    assertTrue(link.listener.isEmpty());
    assertFalse(pending.isDone());
    assertEquals(1, link.states().size(), "the open's question");
  }

  @Test
  void anUncertainReturnAfterALossIsOneIfTheModuleSaysSo() {
    link.connect().saysState(2);
    link.script.say(LOSS);
    assertEquals(LinkLoss.MODULE_RECONNECTS, link.listener.next());

    link.sayAfterMessage(RETURN);
    link.script.await("AT+ECMTCONN?");
    link.settle();
    assertTrue(link.listener.isEmpty());

    link.saysState(3).sayAfterMessage(RETURN);
    assertEquals("restored", link.listener.next());
  }

  // ---- acknowledgements ----

  @Test
  void anAcknowledgementOfAnUnknownIdIsCountedAndIgnored() {
    link.connect();
    CompletableFuture<Void> pending = link.publishInFlight(7);
    long before = link.channel.statistics().staleResults();
    link.script.say("+ECMTPUB: 0,8,0", "+ECMTSUB: 0,7,0,1");
    link.settle();

    assertFalse(pending.isDone());
    assertTrue(link.channel.statistics().staleResults() > before);
    link.script.say("+ECMTPUB: 0,7,0");
    Eventually.get(pending);
  }

  @Test
  void anIdMayBeUsedAgainAfterALoss() {
    link.connect();
    CompletableFuture<Void> lost = link.publishInFlight(7);
    link.script.say(RETURN);
    assertLost(lost);

    CompletableFuture<Void> again = link.publishInFlight(7);
    link.script.say("+ECMTPUB: 0,7,0");
    Eventually.get(again);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+CME ERROR: 3", "ERROR"})
  void aStepThatTheModuleRefusesSpeaksAgainstTheLink(String refusal) {
    link.connect();
    link.script.on("AT+ECMTPUB=", refusal).on("AT+ECMTSUB=", refusal).on("AT+ECMTUNS=", refusal);

    assertFailuresAreDoubts();
  }

  @Test
  void aStepThatTheModuleCannotSendSpeaksAgainstTheLink() {
    link.connect();
    for (String name : List.of("PUB", "SUB", "UNS")) {
      link.script.answer(
          "AT+ECMT" + name,
          command -> List.of("OK", "+ECMT" + name + ": 0," + ScriptedModule.id(command) + ",2"));
    }

    assertFailuresAreDoubts();
  }

  @Test
  void aStepThatTheBrokerDoesNotAnswerSpeaksAgainstTheLink() {
    use(IMPATIENT);
    link.connect();
    link.script.accept("AT+ECMTPUB=").accept("AT+ECMTSUB=").accept("AT+ECMTUNS=");

    assertFailuresAreDoubts();
  }

  private void assertFailuresAreDoubts() {
    TopicFilter filter = TopicFilter.of("a");
    List<CompletableFuture<Void>> steps =
        List.of(
            link.publish(1),
            link.module.subscribe(2, filter, Qos.AT_MOST_ONCE),
            link.module.unsubscribe(3, filter));

    for (CompletableFuture<Void> step : steps) {
      assertInstanceOf(ModemException.class, Eventually.failure(step));
      link.listener.nextDoubt();
    }
    assertTrue(link.listener.isEmpty());
  }
}
