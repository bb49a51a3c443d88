package io.github.modemqtt.ecmt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.ConnectReturnCode;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.Framing;
import io.github.modemqtt.mqtt.LinkLoss;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.ModuleStuckException;
import io.github.modemqtt.mqtt.MqttFailureException;
import io.github.modemqtt.mqtt.MqttLinkState;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.PayloadTooLongException;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.RecordingModuleListener;
import io.github.modemqtt.testsupport.ScriptedModule;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the dialogue with the module, which a script makes do what is rare. */
@Timeout(30)
class EcmtModuleScriptedTest {
  private static final BrokerAddress BROKER = new BrokerAddress("broker.example", 1883);
  private static final ConnectOptions OPTIONS =
      ConnectOptions.builder("dev1").credentials(new Credentials("user", "hunter2")).build();
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final EcmtTimeouts PATIENT = new EcmtTimeouts(LONG, LONG, LONG, LONG);
  private static final EcmtTimeouts IMPATIENT = new EcmtTimeouts(SHORT, SHORT, SHORT, SHORT);

  private final ScriptedModule script = ScriptedModule.start();
  private final AtChannel channel =
      AtChannel.open(script.host(), QuickTimes.CHANNEL, new AtListener() {});
  private final RecordingModuleListener listener = new RecordingModuleListener();
  private EcmtModule module = module(PATIENT);

  private EcmtModule module(EcmtTimeouts timeouts) {
    EcmtModule created = new EcmtModule(channel, EcmtLimits.EC616, timeouts, PAUSE);
    created.setListener(listener);
    return created;
  }

  @AfterEach
  void close() {
    channel.close();
    script.close();
  }

  private static TopicName topic() {
    return TopicName.of("t/1");
  }

  private static TopicFilter filter(String text) {
    return TopicFilter.of(text);
  }

  /** Connects; asked for its state, the module says that it is connected. */
  private void connect() {
    Eventually.get(module.open(BROKER, OPTIONS));
    Eventually.get(module.connect(OPTIONS));
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,3", "OK");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  // ---- open and connect ----

  @Test
  void openAndConnectSayExactlyThis() {
    Eventually.get(module.open(BROKER, OPTIONS));
    Eventually.get(module.connect(OPTIONS));

    assertEquals(
        List.of(
            "AT+ECMTCONN?",
            "AT+ECMTCFG=\"version\",0,4",
            "AT+ECMTCFG=\"session\",0,1",
            "AT+ECMTCFG=\"keepalive\",0,300",
            "AT+ECMTOPEN=0,\"broker.example\",1883",
            "AT+ECMTCONN=0,\"dev1\",\"user\",\"hunter2\""),
        script.commands());
  }

  @Test
  void anAnonymousClientGivesThreeCredentialsThatAreNotEmpty() {
    ConnectOptions anonymous = ConnectOptions.builder("dev1").build();
    Eventually.get(module.open(BROKER, anonymous));
    Eventually.get(module.connect(anonymous));

    assertEquals(
        "AT+ECMTCONN=0,\"dev1\",\"anonymous\",\"anonymous\"", script.await("AT+ECMTCONN="));
  }

  @Test
  void openIsNotDoneBeforeTheModuleSaysSo() {
    script.accept("AT+ECMTOPEN=");
    CompletableFuture<Void> opened = module.open(BROKER, OPTIONS);
    script.await("AT+ECMTOPEN=");
    Eventually.get(module.queryState());

    assertFalse(opened.isDone());
    script.say("+ECMTOPEN: 0,0");
    Eventually.get(opened);
  }

  @Test
  void aLinkThatIsLostWhileConnectingDoesNotDisturb() {
    script.on("AT+ECMTCONN=", "OK", "+ECMTSTAT: 0,1", "+ECMTCONN: 0,0,0");
    Eventually.get(module.open(BROKER, OPTIONS));

    Eventually.get(module.connect(OPTIONS));
  }

  @Test
  void connectWithoutAnswerTimesOutAndIsClosed() {
    module = module(IMPATIENT);
    script.accept("AT+ECMTCONN=");
    Eventually.get(module.open(BROKER, OPTIONS));

    Throwable failure = Eventually.failure(module.connect(OPTIONS));

    assertInstanceOf(ResultTimeoutException.class, failure);
    assertFalse(failure.getMessage().contains("hunter2"), failure.getMessage());
    assertEquals(List.of("AT+ECMTCLOSE=0"), script.commands("AT+ECMTCLOSE"));
  }

  @ParameterizedTest
  @EnumSource(ConnectReturnCode.class)
  void aRefusalIsReportedWithItsCodeAndClosed(ConnectReturnCode code) {
    script.on("AT+ECMTCONN=", "OK", "+ECMTCONN: 0,0," + code.code());
    Eventually.get(module.open(BROKER, OPTIONS));

    MqttRefusedException failure =
        assertInstanceOf(MqttRefusedException.class, Eventually.failure(module.connect(OPTIONS)));

    assertEquals(code, failure.returnCode());
    assertEquals(code.remedy(), failure.remedy());
    assertEquals(List.of("AT+ECMTCLOSE=0"), script.commands("AT+ECMTCLOSE"));
  }

  @ParameterizedTest
  @CsvSource({"'+ECMTCONN: 0,2,2', not be sent", "'+ECMTCONN: 0,0,6', code 6"})
  void anAnswerThatIsNoneOfTheBrokersIsAFailure(String urc, String word) {
    script.on("AT+ECMTCONN=", "OK", urc);
    Eventually.get(module.open(BROKER, OPTIONS));

    Throwable failure = Eventually.failure(module.connect(OPTIONS));

    assertInstanceOf(MqttFailureException.class, failure);
    assertTrue(failure.getMessage().contains(word), failure.getMessage());
    assertTrue(failure.getMessage().contains("broker.example:1883"), failure.getMessage());
  }

  @Test
  void aRefusedConnectionThatCannotBeClosedYetIsClosedLater() {
    Iterator<List<String>> answers =
        List.of(
                List.of("+CME ERROR: 3"),
                List.of("+CME ERROR: 3"),
                List.of("OK", "+ECMTCLOSE: 0,0"))
            .iterator();
    script.on("AT+ECMTCONN=", "OK", "+ECMTCONN: 0,0,5");
    script.on("AT+ECMTCONN?", "OK");
    Eventually.get(module.open(BROKER, OPTIONS));
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");
    script.answer("AT+ECMTCLOSE=", command -> answers.next());

    assertInstanceOf(MqttRefusedException.class, Eventually.failure(module.connect(OPTIONS)));

    assertEquals(3, script.commands("AT+ECMTCLOSE").size());
  }

  @Test
  void aRefusedConnectionThatCannotBeClosedIsGivenUp() {
    script.on("AT+ECMTCONN=", "OK", "+ECMTCONN: 0,0,5");
    script.on("AT+ECMTCLOSE=", "+CME ERROR: 3");
    Eventually.get(module.open(BROKER, OPTIONS));
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");

    assertInstanceOf(MqttRefusedException.class, Eventually.failure(module.connect(OPTIONS)));

    int tries = script.commands("AT+ECMTCLOSE").size();
    assertTrue(tries > 1 && tries <= 10, tries + " tries");
  }

  @Test
  void whatIsLeftOpenIsClosedFirst() {
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,3", "OK");

    Eventually.get(module.open(BROKER, OPTIONS));

    assertEquals(
        List.of("AT+ECMTCONN?", "AT+ECMTCLOSE=0", "AT+ECMTCFG=\"version\",0,4"),
        script.commands().subList(0, 3));
  }

  @Test
  void aModuleThatIsConnectingByItselfIsWaitedForBeforeItIsClosed() {
    Iterator<List<String>> states =
        List.of(
                List.of("+ECMTCONN:0,2", "OK"),
                List.of("+ECMTCONN:0,2", "OK"),
                List.of("+ECMTCONN:0,3", "OK"),
                List.of("OK"))
            .iterator();
    Iterator<List<String>> answers =
        List.of(
                List.of("+CME ERROR: 3"),
                List.of("+CME ERROR: 3"),
                List.of("OK", "+ECMTCLOSE: 0,0"))
            .iterator();
    script.answer("AT+ECMTCONN?", command -> states.next());
    script.answer("AT+ECMTCLOSE=", command -> answers.next());

    Eventually.get(module.open(BROKER, OPTIONS));

    assertEquals(3, script.commands("AT+ECMTCLOSE").size());
    assertEquals(1, script.commands("AT+ECMTOPEN=").size());
  }

  @Test
  void aModuleThatGoesOnConnectingByItselfIsNotOpened() {
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");
    script.on("AT+ECMTCLOSE=", "+CME ERROR: 3");

    Throwable failure = Eventually.failure(module.open(BROKER, OPTIONS));

    ModuleStuckException stuck = assertInstanceOf(ModuleStuckException.class, failure);
    assertEquals(MqttLinkState.CONNECTING, stuck.state());
    assertTrue(stuck.getMessage().contains("connecting"), stuck.getMessage());
    assertTrue(stuck.remedy().contains("AT+ECRST"), stuck.remedy());
    assertEquals(List.of(), script.commands("AT+ECMTOPEN="));
  }

  @Test
  void whatIsOnlyConfiguredNeedsNoPause() {
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,1", "OK");
    script.on("AT+ECMTCLOSE=", "+CME ERROR: 3");

    Eventually.get(module.open(BROKER, OPTIONS));

    assertEquals(1, script.commands("AT+ECMTCLOSE").size());
  }

  @Test
  void badOptionsAreRefusedBeforeAnythingIsSaid() {
    ConnectOptions bad = ConnectOptions.builder("a\"b").build();

    assertInstanceOf(ParameterException.class, Eventually.failure(module.open(BROKER, bad)));
    assertEquals(List.of(), script.commands());
  }

  // ---- subscribe and publish ----

  @ParameterizedTest
  @CsvSource({"1, SUBACK", "2, could not send"})
  void aFailedSubscriptionIsTyped(int result, String word) {
    script.answer(
        "AT+ECMTSUB=", c -> List.of("OK", "+ECMTSUB: 0," + ScriptedModule.id(c) + "," + result));

    Throwable failure = Eventually.failure(module.subscribe(7, filter("a/#"), Qos.AT_LEAST_ONCE));

    assertInstanceOf(MqttFailureException.class, failure);
    assertTrue(failure.getMessage().contains(word), failure.getMessage());
    assertTrue(failure.getMessage().contains("a/#"), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1, UNSUBACK", "2, could not send"})
  void aFailedUnsubscriptionIsTyped(int result, String word) {
    script.answer(
        "AT+ECMTUNS=", c -> List.of("OK", "+ECMTUNS: 0," + ScriptedModule.id(c) + "," + result));

    Throwable failure = Eventually.failure(module.unsubscribe(7, filter("a/#")));

    assertInstanceOf(MqttFailureException.class, failure);
    assertTrue(failure.getMessage().contains(word), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1, acknowledgement", "2, could not send"})
  void aFailedPublishIsTyped(int result, String word) {
    script.answer(
        "AT+ECMTPUB=", c -> List.of("OK", "+ECMTPUB: 0," + ScriptedModule.id(c) + "," + result));

    Throwable failure = Eventually.failure(publish(7, bytes("x"), Qos.AT_LEAST_ONCE, false));

    assertInstanceOf(MqttFailureException.class, failure);
    assertTrue(failure.getMessage().contains(word), failure.getMessage());
    assertTrue(failure.getMessage().contains("t/1"), failure.getMessage());
  }

  @Test
  void aResultThatNeverComesTimesOut() {
    module = module(IMPATIENT);
    script.accept("AT+ECMTPUB=").accept("AT+ECMTSUB=").accept("AT+ECMTUNS=");

    assertInstanceOf(
        ResultTimeoutException.class,
        Eventually.failure(publish(7, bytes("x"), Qos.AT_LEAST_ONCE, false)));
    assertInstanceOf(
        ResultTimeoutException.class,
        Eventually.failure(module.subscribe(8, filter("a"), Qos.AT_LEAST_ONCE)));
    assertInstanceOf(
        ResultTimeoutException.class, Eventually.failure(module.unsubscribe(9, filter("a"))));
  }

  @Test
  void theResultOfAnotherMessageIsNotTaken() {
    script.accept("AT+ECMTPUB=");
    CompletableFuture<Void> published = publish(7, bytes("x"), Qos.AT_LEAST_ONCE, false);
    script.await("AT+ECMTPUB=");
    script.say("+ECMTPUB: 0,8,0", "+ECMTSUB: 0,7,0,1", "+ECMTPUB: 1,7,0");
    Eventually.get(module.queryState());

    assertFalse(published.isDone());
    script.say("+ECMTPUB: 0,7,0");
    Eventually.get(published);
  }

  @Test
  void resultsMayComeInAnyOrder() {
    script.accept("AT+ECMTPUB=");
    CompletableFuture<Void> first = publish(1, bytes("a"), Qos.AT_LEAST_ONCE, false);
    CompletableFuture<Void> second = publish(2, bytes("b"), Qos.EXACTLY_ONCE, false);
    script.await("AT+ECMTPUB=0,2");
    script.say("+ECMTPUB: 0,2,0");

    Eventually.get(second);
    assertFalse(first.isDone());
    script.say("+ECMTPUB: 0,1,0");
    Eventually.get(first);
  }

  @Test
  void subscriptionsWaitForEachOther() {
    script.accept("AT+ECMTSUB=").accept("AT+ECMTUNS=");
    CompletableFuture<Void> first = module.subscribe(1, filter("a"), Qos.AT_MOST_ONCE);
    CompletableFuture<Void> second = module.unsubscribe(2, filter("b"));
    CompletableFuture<Void> third = module.subscribe(3, filter("c"), Qos.AT_MOST_ONCE);
    script.await("AT+ECMTSUB=0,1");
    Eventually.get(module.queryState());

    assertEquals(List.of(), script.commands("AT+ECMTUNS"));
    script.say("+ECMTSUB: 0,1,2,0");
    assertInstanceOf(MqttFailureException.class, Eventually.failure(first));
    script.await("AT+ECMTUNS=0,2");
    Eventually.get(module.queryState());
    assertEquals(1, script.commands("AT+ECMTSUB").size());
    script.say("+ECMTUNS: 0,2,0");
    Eventually.get(second);
    script.await("AT+ECMTSUB=0,3");
    script.say("+ECMTSUB: 0,3,0,1");
    Eventually.get(third);
  }

  @Test
  void aBadFilterDoesNotWaitForItsTurn() {
    script.accept("AT+ECMTSUB=");
    CompletableFuture<Void> pending = module.subscribe(1, filter("a"), Qos.AT_MOST_ONCE);

    Throwable failure = Eventually.failure(module.subscribe(2, filter("a\"b"), Qos.AT_MOST_ONCE));

    assertInstanceOf(ParameterException.class, failure);
    assertFalse(pending.isDone());
  }

  @Test
  void aPayloadThatIsTooLongIsNotWritten() {
    Throwable failure = Eventually.failure(publish(0, new byte[1027], Qos.AT_MOST_ONCE, false));

    assertInstanceOf(PayloadTooLongException.class, failure);
    assertEquals(List.of(), script.commands());
  }

  @Test
  void binaryGoesAfterAPrompt() {
    script.on("AT+ECMTPUB=", "> ");
    CompletableFuture<Void> published = publish(7, bytes("a\rb\0"), Qos.AT_LEAST_ONCE, true);
    script.await("a\rb\0\u001a");
    script.say("+ECMTPUB: 0,7,0");
    Eventually.get(published);

    assertEquals(List.of("AT+ECMTPUB=0,7,1,1,\"t/1\"", "a\rb\0\u001a"), script.commands());
  }

  @Test
  void aPublishThatTheModuleRefusesFails() {
    script.on("AT+ECMTPUB=", "+CME ERROR: 3");

    assertInstanceOf(
        CommandRejectedException.class,
        Eventually.failure(publish(0, bytes("x"), Qos.AT_MOST_ONCE, false)));
  }

  // ---- end ----

  @Test
  void disconnectingWhenNotConnectedFails() {
    script.on("AT+ECMTDISC=", "OK", "+ECMTDISC: 0,-1");

    assertInstanceOf(MqttFailureException.class, Eventually.failure(module.disconnect()));
    assertTrue(listener.isEmpty());
  }

  @Test
  void closingAModuleThatIsReconnectingSaysWhatToDo() {
    script.on("AT+ECMTCLOSE=", "+CME ERROR: 3");
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");

    ModuleStuckException failure =
        assertInstanceOf(ModuleStuckException.class, Eventually.failure(module.close()));

    assertEquals(MqttLinkState.CONNECTING, failure.state());
    assertTrue(failure.remedy().contains("AT+ECRST"), failure.remedy());
  }

  @ParameterizedTest
  @CsvSource({"1, OPEN", "2, CONNECTING", "3, CONNECTED", "4, CLOSED"})
  void theStateIsWhatTheModuleSays(int number, MqttLinkState expected) {
    script.on("AT+ECMTCONN?", "+ECMTCONN:0," + number, "OK");

    assertEquals(expected, Eventually.get(module.queryState()));
  }

  // ---- what the module says by itself ----

  @Test
  void lossRestoreAndRefusalAreReportedInOrder() {
    connect();
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");

    script.say("+ECMTSTAT: 0,1");
    assertEquals(LinkLoss.MODULE_RECONNECTS, listener.next());
    script.say("+ECMTCONN: 0,0,0");
    assertEquals("restored", listener.next());
    script.say("+ECMTSTAT: 0,1");
    assertEquals(LinkLoss.MODULE_RECONNECTS, listener.next());
    script.say("+ECMTCONN: 0,0,4");
    MqttRefusedException refusal = assertInstanceOf(MqttRefusedException.class, listener.next());
    assertEquals(ConnectReturnCode.BAD_USER_NAME_OR_PASSWORD, refusal.returnCode());
    assertTrue(refusal.getMessage().contains("broker.example:1883"), refusal.getMessage());
  }

  @Test
  void aDisconnectThatNobodyAskedForIsALoss() {
    connect();
    script.on("AT+ECMTCONN?", "OK");
    script.say("+ECMTDISC: 0,0");

    assertEquals(LinkLoss.CLOSED, listener.next());
  }

  @ParameterizedTest
  @CsvSource({"1, CLOSED", "2, MODULE_RECONNECTS", "4, CLOSED"})
  void whatComesAfterALossIsWhatTheModuleSaysThen(int state, LinkLoss expected) {
    connect();
    script.on("AT+ECMTCONN?", "+ECMTCONN:0," + state, "OK");
    script.say("+ECMTSTAT: 0,1");

    assertEquals(expected, listener.next());
  }

  @Test
  void aLossIsBelievedIfTheModuleDoesNotSayMore() {
    connect();
    script.on("AT+ECMTCONN?", "ERROR");
    script.say("+ECMTSTAT: 0,1");
    assertEquals(LinkLoss.MODULE_RECONNECTS, listener.next());
    script.say("+ECMTDISC: 0,0");
    assertEquals(LinkLoss.CLOSED, listener.next());
  }

  @Test
  void whatWaitedForTheBrokerFailsAtALoss() {
    connect();
    script.accept("AT+ECMTPUB=").accept("AT+ECMTSUB=").accept("AT+ECMTUNS=");
    CompletableFuture<Void> published = publish(7, bytes("x"), Qos.AT_LEAST_ONCE, false);
    CompletableFuture<Void> subscribed = module.subscribe(8, filter("a"), Qos.AT_LEAST_ONCE);
    script.await("AT+ECMTSUB=");
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");
    script.say("+ECMTSTAT: 0,1");

    for (CompletableFuture<Void> pending : List.of(published, subscribed)) {
      Throwable failure = Eventually.failure(pending);
      assertInstanceOf(MqttFailureException.class, failure);
      assertTrue(failure.getMessage().contains("lost"), failure.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65535, 65536, 70000, -1})
  void aMessageWithAnArbitraryIdArrives(int id) {
    script.say("+ECMTRECV: 0," + id + ",\"t/1\",hello");

    Message message = assertInstanceOf(Message.class, listener.next());

    assertEquals("hello", message.payloadAsText());
    assertEquals(id < 0 || id > 65535 ? 0 : id, message.messageId());
  }

  @Test
  void aMessageWithATopicThatCannotBeIsDroppedAndTheNextArrives() {
    script.say("+ECMTRECV: 0,0,\"a/#\",x", "+ECMTRECV: 0,0,\"\",x", "+ECMTRECV: 0,0,\"t\",y");

    assertEquals("y", assertInstanceOf(Message.class, listener.next()).payloadAsText());
  }

  @Test
  void aMessageThatCouldBeCutElsewhereIsMarked() {
    script.sayRaw("\r\n+ECMTRECV: 0,0,\"t\",a\r\n+ECMTSTAT: 0,1\r\n");

    Message message = assertInstanceOf(Message.class, listener.next());

    assertEquals(Framing.AMBIGUOUS, message.framing());
  }

  @Test
  void aListenerThatThrowsDoesNotHarm() {
    module.setListener(
        new io.github.modemqtt.mqtt.MqttModuleListener() {
          @Override
          public void onMessage(Message message) {
            throw new IllegalStateException("from the test");
          }

          @Override
          public void onLinkLost(LinkLoss loss) {
            listener.onLinkLost(loss);
          }

          @Override
          public void onLinkRestored() {}

          @Override
          public void onReconnectRefused(MqttRefusedException refusal) {}
        });
    connect();
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");
    script.say("+ECMTRECV: 0,0,\"t\",y", "+ECMTSTAT: 0,1");

    assertEquals(LinkLoss.MODULE_RECONNECTS, listener.next());
  }

  private CompletableFuture<Void> publish(int id, byte[] payload, Qos qos, boolean retain) {
    return module.publish(
        id, OutgoingMessage.of(topic(), payload, qos).withRetain(retain), () -> {});
  }
}
