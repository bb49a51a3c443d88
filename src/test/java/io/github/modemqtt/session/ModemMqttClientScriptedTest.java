package io.github.modemqtt.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.modem.Pin;
import io.github.modemqtt.modem.PinRejectedException;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.mqtt.InvalidTopicException;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.MqttRefusedException;
import io.github.modemqtt.mqtt.PayloadTooLongException;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.ScriptedModule;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client on a module that does what a script says. */
@Timeout(30)
class ModemMqttClientScriptedTest {
  private static final Duration LONG = Duration.ofSeconds(5);

  private final LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final RecordingClientListener listener = new RecordingClientListener();
  private ScriptedModule script = ScriptedModule.start();
  private ModemMqttClient client = builder("scripted").build();

  private ModemMqttClient.Builder builder(String clientId) {
    return ModemMqttClient.builder()
        .transport(() -> script.host())
        .broker("broker.example", 1883)
        .clientId(clientId)
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .timeouts(new EcmtTimeouts(LONG, LONG, LONG, LONG))
        .reopenPause(Duration.ofMillis(10))
        .reconnect(QuickTimes.RECONNECT)
        .listener(listener);
  }

  private void use(ModemMqttClient.Builder builder) {
    client = builder.build();
  }

  private void connect() {
    client.open();
    client.connect();
  }

  @AfterEach
  void close() {
    client.close();
    script.close();
  }

  private Message next() {
    try {
      return required(received.poll(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Message required(Message message) {
    assertNotNull(message, "no message came");
    return message;
  }

  private void arrives(String topic, String payload) {
    script.say("+ECMTRECV: 0,0,\"" + topic + "\"," + payload);
  }

  private CompletableFuture<Void> publish(int number, Qos qos) {
    return client.async().publish("t/1", "n" + number, qos);
  }

  /** Makes sure that the line has taken everything that was given to it before. */
  private void drainLine() {
    CompletableFuture<Subscription> marker =
        client.async().subscribe("marker/" + System.nanoTime(), Qos.AT_MOST_ONCE, m -> {});
    Eventually.get(marker);
  }

  // ---- states ----

  @Test
  void goesThroughItsStatesInOrder() {
    assertEquals(ClientState.CLOSED, client.state());
    client.open();
    assertEquals(ClientState.READY, client.state());
    client.connect();
    assertEquals(ClientState.CONNECTED, client.state());
    client.disconnect();
    assertEquals(ClientState.READY, client.state());
    client.connect();
    client.close();

    assertEquals(ClientState.CLOSED, client.state());
    assertEquals(
        List.of(
            ClientState.BRINGING_UP,
            ClientState.READY,
            ClientState.OPENING,
            ClientState.CONNECTING,
            ClientState.CONNECTED,
            ClientState.CLOSING,
            ClientState.READY,
            ClientState.BRINGING_UP,
            ClientState.OPENING,
            ClientState.CONNECTING,
            ClientState.CONNECTED,
            ClientState.CLOSING,
            ClientState.CLOSED),
        awaited(13));
    assertEquals(List.of(true, true), listener.connections());
    assertEquals(1, listener.threads().size(), () -> listener.threads().toString());
  }

  private List<ClientState> awaited(int count) {
    Eventually.holds(count + " changes", () -> listener.states().size() >= count);
    return listener.states();
  }

  @Test
  void nothingCanBeDoneBeforeItsTime() {
    assertEquals(ClientState.CLOSED, refusal(() -> client.disconnect()));
    assertEquals(ClientState.CLOSED, refusal(() -> client.publish("t", "x", Qos.AT_MOST_ONCE)));
    client.open();
    assertEquals(
        ClientState.READY, refusal(() -> client.subscribe("t", Qos.AT_MOST_ONCE, m -> {})));
    assertEquals(ClientState.READY, refusal(() -> client.publish("t", "x", Qos.AT_MOST_ONCE)));
    assertEquals(ClientState.READY, refusal(() -> client.unsubscribe("t")));
    assertEquals(ClientState.READY, refusal(() -> client.disconnect()));
    client.close();
    assertEquals(ClientState.CLOSED, refusal(() -> client.open()));
    assertEquals(ClientState.CLOSED, refusal(() -> client.publish("t", "x", Qos.AT_MOST_ONCE)));
    assertEquals(List.of(), script.commands("AT+ECMTPUB"));
    assertEquals(List.of(), script.commands("AT+ECMTSUB"));
  }

  @Test
  void openingAndConnectingTwiceIsDoneOnce() {
    client.open();
    client.open();
    client.connect();
    client.connect();
    client.open();

    assertEquals(ClientState.CONNECTED, client.state());
    assertEquals(1, script.commands("AT+ECMTOPEN=").size());
    assertEquals(1, script.commands("AT+ECMTCONN=").size());
  }

  @Test
  void connectingOpensWhatIsNotOpen() {
    client.connect();

    assertEquals(ClientState.CONNECTED, client.state());
  }

  private static ClientState refusal(Runnable step) {
    ClientStateException failure = assertThrows(ClientStateException.class, step::run);
    assertTrue(failure.getMessage().contains(failure.state().name()), failure.getMessage());
    assertFalse(failure.remedy().isEmpty());
    return failure.state();
  }

  @Test
  void aClosedClientSaysThatItIsNotOpenedAgain() {
    client.close();

    ClientStateException failure = assertThrows(ClientStateException.class, client::open);

    assertTrue(failure.remedy().contains("new client"), failure.remedy());
  }

  @Test
  void aFailedConnectLeavesTheClientReadyForAnotherOpen() {
    script.on("AT+ECMTCONN=", "OK", "+ECMTCONN: 0,0,5");
    client.open();
    assertThrows(MqttRefusedException.class, client::connect);
    assertEquals(ClientState.READY, client.state());
    script.on("AT+ECMTCONN=", "OK", "+ECMTCONN: 0,0,0");

    connect();

    assertEquals(ClientState.CONNECTED, client.state());
  }

  @Test
  void aRefusedConnectIsNotALossToo() {
    script.on("AT+ECMTCONN=", "OK", "+ECMTCONN: 0,0,5", "+ECMTSTAT: 0,1", "+ECMTCONN: 0,0,5");
    client.open();
    assertThrows(MqttRefusedException.class, client::connect);
    client.close();

    awaited(5);
    assertEquals(List.of(), listener.losses());
  }

  @Test
  void aConnectionWhoseConnectStaysUnansweredIsNotLeftOpen() {
    use(builder("unanswered").timeouts(new EcmtTimeouts(LONG, Duration.ofMillis(50), LONG, LONG)));
    script.accept("AT+ECMTCONN=");
    client.open();

    assertThrows(ResultTimeoutException.class, client::connect);

    assertEquals(1, script.commands("AT+ECMTCLOSE").size());
  }

  // ---- publish ----

  @Test
  void badTopicsAndPayloadsAreNotWritten() {
    connect();
    int before = script.commands().size();

    InvalidTopicException wildcard =
        assertThrows(
            InvalidTopicException.class, () -> client.publish("a/+", "x", Qos.AT_MOST_ONCE));
    assertTrue(wildcard.getMessage().contains("wildcard"), wildcard.getMessage());
    assertThrows(
        InvalidTopicException.class, () -> client.async().publish("a/#", "x", Qos.AT_MOST_ONCE));
    PayloadTooLongException tooLong =
        assertThrows(
            PayloadTooLongException.class,
            () -> client.publish("t", new byte[2000], Qos.AT_LEAST_ONCE, false));
    assertEquals(2000, tooLong.size());
    assertEquals(1026, tooLong.limit());
    assertThrows(ParameterException.class, () -> client.publish("a\"b", "x", Qos.AT_LEAST_ONCE));

    assertEquals(before, script.commands().size());
    client.publish("t", "x", Qos.AT_LEAST_ONCE);
  }

  @Test
  void noMoreArePublishedAtOnceThanTheWindowHolds() {
    use(builder("window").maxInFlight(3));
    script.accept("AT+ECMTPUB=");
    connect();
    List<CompletableFuture<Void>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      results.add(publish(i, Qos.AT_LEAST_ONCE));
    }
    for (int done = 0; done < 8; done++) {
      int allowed = Math.min(8, done + 3);
      Eventually.holds(
          allowed + " are written", () -> script.commands("AT+ECMTPUB=").size() >= allowed);
      drainLine();
      List<String> written = script.commands("AT+ECMTPUB=");
      assertEquals(allowed, written.size());
      script.say("+ECMTPUB: 0," + ScriptedModule.id(written.get(done)) + ",0");
      Eventually.get(results.get(done));
    }
  }

  @Test
  void publishesAreWrittenInOrder() {
    connect();
    List<CompletableFuture<Void>> results = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      results.add(publish(i, Qos.ofLevel(i % 3)));
    }
    results.forEach(Eventually::get);

    List<String> payloads =
        script.commands("AT+ECMTPUB=").stream()
            .map(line -> line.substring(line.lastIndexOf(',') + 1))
            .toList();
    assertEquals(
        Stream.iterate(0, i -> i < 50, i -> i + 1).map(i -> "\"n" + i + "\"").toList(), payloads);
  }

  @Test
  void moreThanTheQueueHoldsAreRefused() {
    use(builder("queue").maxInFlight(1).outbox(OutboxOptions.DEFAULTS.withCapacity(3)));
    script.accept("AT+ECMTPUB=");
    connect();
    List<CompletableFuture<Void>> taken =
        List.of(
            publish(0, Qos.AT_LEAST_ONCE),
            publish(1, Qos.AT_LEAST_ONCE),
            publish(2, Qos.AT_LEAST_ONCE));

    Throwable failure = Eventually.failure(publish(3, Qos.AT_LEAST_ONCE));

    assertInstanceOf(OutboxFullException.class, failure);
    assertTrue(failure.getMessage().contains("3 messages"), failure.getMessage());
    for (CompletableFuture<Void> result : taken) {
      script.say("+ECMTPUB: 0," + ScriptedModule.id(script.await("AT+ECMTPUB=")) + ",0");
      Eventually.get(result);
    }
    assertEquals(3, script.commands("AT+ECMTPUB=").size());
  }

  @Test
  void idsInFlightAreDistinctAndNeverZeroAndQosZeroHasNone() {
    use(builder("ids").maxInFlight(10));
    script.accept("AT+ECMTPUB=");
    connect();
    for (int i = 0; i < 9; i++) {
      publish(i, Qos.AT_LEAST_ONCE);
    }
    CompletableFuture<Void> last = publish(9, Qos.AT_MOST_ONCE);
    Eventually.holds("all are written", () -> script.commands("AT+ECMTPUB=").size() == 10);

    List<Integer> ids = script.commands("AT+ECMTPUB=").stream().map(ScriptedModule::id).toList();

    assertEquals(10, ids.stream().distinct().count(), ids::toString);
    assertEquals(9, ids.indexOf(0));
    assertTrue(ids.stream().allMatch(id -> id >= 0 && id <= 65535), ids::toString);
    script.say("+ECMTPUB: 0,0,0");
    Eventually.get(last);
  }

  @Test
  void thePayloadMayBeChangedAfterwards() {
    use(builder("copy").maxInFlight(1));
    script.accept("AT+ECMTPUB=");
    connect();
    byte[] payload = "first".getBytes(UTF_8);
    CompletableFuture<Void> blocker = publish(0, Qos.AT_MOST_ONCE);
    CompletableFuture<Void> result = client.async().publish("t", payload, Qos.AT_MOST_ONCE, false);
    payload[0] = 'X';
    script.await("AT+ECMTPUB=");
    script.say("+ECMTPUB: 0,0,0");
    Eventually.get(blocker);

    assertTrue(script.await("AT+ECMTPUB=").endsWith("\"first\""));
    script.say("+ECMTPUB: 0,0,0");
    Eventually.get(result);
  }

  @Test
  void retainedAndSessionOptionsReachTheModule() {
    use(builder("options").cleanSession(false).keepAlive(Duration.ofSeconds(60)));
    connect();

    client.publish("t", "x".getBytes(UTF_8), Qos.AT_MOST_ONCE, true);

    assertEquals("AT+ECMTPUB=0,0,0,1,\"t\",\"x\"", script.await("AT+ECMTPUB="));
    assertTrue(script.commands().contains("AT+ECMTCFG=\"session\",0,0"));
    assertTrue(script.commands().contains("AT+ECMTCFG=\"keepalive\",0,60"));
  }

  // ---- receive ----

  @Test
  void handlersRunOnTheCallbackThread() {
    connect();
    List<String> threads = new CopyOnWriteArrayList<>();
    client.subscribe(
        "in/#",
        Qos.AT_LEAST_ONCE,
        message -> {
          threads.add(Thread.currentThread().getName());
          received.add(message);
        });
    arrives("in/x", "hello");

    assertEquals("hello", next().payloadAsText());
    assertTrue(threads.get(0).startsWith("modemqtt-callbacks"), threads.get(0));
  }

  @Test
  void aBlockingCallFromAHandlerIsRefusedWithAHint() {
    connect();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    client.subscribe(
        "in/#",
        Qos.AT_LEAST_ONCE,
        message ->
            thrown.complete(
                assertThrows(
                    IllegalStateException.class,
                    () -> client.publish("out", "x", Qos.AT_MOST_ONCE))));
    arrives("in/x", "hello");

    String text = Eventually.get(thrown).getMessage();

    assertTrue(text.contains("async().publish()"), text);
  }

  @Test
  void anAsyncCallFromAHandlerWorks() {
    connect();
    CompletableFuture<Void> echoed = new CompletableFuture<>();
    client.subscribe(
        "in/#",
        Qos.AT_LEAST_ONCE,
        message ->
            client
                .async()
                .publish("out", message.payloadAsText(), Qos.AT_LEAST_ONCE)
                .thenAccept(echoed::complete));
    arrives("in/x", "hello");

    Eventually.get(echoed);
    assertTrue(script.await("AT+ECMTPUB=").endsWith("\"out\",\"hello\""));
  }

  @Test
  void aThrowingHandlerHarmsNobody() {
    connect();
    client.subscribe(
        "in/bad",
        Qos.AT_LEAST_ONCE,
        message -> {
          throw new IllegalStateException("from the test");
        });
    client.subscribe("in/+", Qos.AT_LEAST_ONCE, received::add);
    arrives("in/bad", "one");
    arrives("in/good", "two");

    assertEquals("one", next().payloadAsText());
    assertEquals("two", next().payloadAsText());
    assertEquals(ClientState.CONNECTED, client.state());
  }

  @Test
  void eachHandlerGetsWhatItsFilterMatches() {
    connect();
    LinkedBlockingQueue<Message> others = new LinkedBlockingQueue<>();
    client.subscribe("a/#", Qos.AT_LEAST_ONCE, received::add);
    client.subscribe("+/b", Qos.AT_LEAST_ONCE, others::add);
    arrives("a/b", "both");
    arrives("a/c", "first");
    arrives("x/b", "second");

    assertEquals("both", next().payloadAsText());
    assertEquals("first", next().payloadAsText());
    Eventually.holds("the second handler was called twice", () -> others.size() == 2);
    assertEquals(List.of("both", "second"), others.stream().map(Message::payloadAsText).toList());
  }

  @Test
  void aFilterCanHaveSeveralHandlersAndIsSubscribedOnce() {
    connect();
    LinkedBlockingQueue<Message> others = new LinkedBlockingQueue<>();
    Subscription first = client.subscribe("a", Qos.AT_LEAST_ONCE, received::add);
    client.subscribe("a", Qos.AT_LEAST_ONCE, others::add);
    arrives("a", "both");
    assertEquals("both", next().payloadAsText());
    Eventually.holds("the second handler was called", () -> others.size() == 1);

    Eventually.get(first.cancel());
    arrives("a", "one");

    Eventually.holds("the second handler was called again", () -> others.size() == 2);
    assertTrue(received.isEmpty());
    assertEquals(SubscribeOutcome.ACCEPTED_GRANT_UNKNOWN, first.outcome());
    assertEquals(1, script.commands("AT+ECMTSUB=").size());
    assertEquals(0, script.commands("AT+ECMTUNS=").size());
  }

  @Test
  void theLastHandlerTakesTheSubscriptionAlong() {
    connect();
    Subscription only = client.subscribe("a", Qos.AT_LEAST_ONCE, received::add);

    Eventually.get(only.cancel());

    assertTrue(script.await("AT+ECMTUNS=").endsWith(",\"a\""));
  }

  @Test
  void aSubscriptionThatIsNotAnsweredInTimeLeavesTheOthers() {
    use(builder("second").subscribeTimeout(Duration.ofMillis(300)));
    connect();
    client.subscribe("a", Qos.AT_LEAST_ONCE, received::add);
    script.answer(
        "AT+ECMTSUB=", c -> List.of("OK", "+ECMTSUB: 0," + ScriptedModule.id(c) + ",2,0"));
    SubscribeTimeoutException late =
        assertThrows(
            SubscribeTimeoutException.class,
            () -> client.subscribe("a", Qos.EXACTLY_ONCE, m -> received.add(m)));
    assertTrue(late.getMessage().contains("CONNECTED"), late.getMessage());
    arrives("a", "x");

    assertEquals("x", next().payloadAsText());
    drainByPublishing();
    assertTrue(received.isEmpty());
  }

  private void drainByPublishing() {
    client.publish("drain", "x", Qos.AT_LEAST_ONCE);
  }

  @Test
  void aMessageBeforeTheResultOfItsSubscriptionIsHandled() {
    script.answer(
        "AT+ECMTSUB=",
        c ->
            List.of(
                "+ECMTRECV: 0,1,\"a\",retained",
                "OK",
                "+ECMTSUB: 0," + ScriptedModule.id(c) + ",0,1"));
    connect();
    client.subscribe("a", Qos.AT_LEAST_ONCE, received::add);

    assertEquals("retained", next().payloadAsText());
  }

  @Test
  void whatNobodySubscribedToGoesToTheListener() {
    connect();
    client.subscribe("a", Qos.AT_LEAST_ONCE, received::add);
    client.unsubscribe("a");
    arrives("a", "x");

    assertEquals("x", listener.awaitUnhandled().payloadAsText());
    assertTrue(received.isEmpty());
    assertTrue(script.await("AT+ECMTUNS=").endsWith(",\"a\""));
  }

  @Test
  void anUnsubscribeThatCouldNotBeSentIsTriedAgain() {
    connect();
    client.subscribe("a", Qos.AT_LEAST_ONCE, received::add);
    script.answer("AT+ECMTUNS=", c -> List.of("OK", "+ECMTUNS: 0," + ScriptedModule.id(c) + ",2"));
    CompletableFuture<Void> unsubscribed = client.async().unsubscribe("a");
    script.await("AT+ECMTUNS=");
    script.answer("AT+ECMTUNS=", c -> List.of("OK", "+ECMTUNS: 0," + ScriptedModule.id(c) + ",0"));

    Eventually.get(unsubscribed);
  }

  @Test
  void handlersThatAreTooSlowLoseTheNewestMessages() {
    use(builder("slow").messageQueueCapacity(2));
    connect();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    client.subscribe(
        "a",
        Qos.AT_MOST_ONCE,
        message -> {
          busy.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          received.add(message);
        });
    arrives("a", "0");
    try {
      assertTrue(busy.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    for (int i = 1; i <= 5; i++) {
      arrives("a", String.valueOf(i));
    }
    Eventually.holds("three are dropped", () -> client.droppedMessages() == 3);
    release.countDown();

    assertEquals("0", next().payloadAsText());
    assertEquals("1", next().payloadAsText());
    assertEquals("2", next().payloadAsText());
    assertEquals(3, client.droppedMessages());
  }

  // ---- loss ----

  @Test
  void subscribesAgainAfterTheModulesOwnReconnect() {
    connect();
    client.subscribe("a/#", Qos.AT_LEAST_ONCE, received::add);
    client.subscribe("b", Qos.EXACTLY_ONCE, received::add);
    client.subscribe("c", Qos.EXACTLY_ONCE, received::add);
    client.unsubscribe("c");
    loseLink();
    int before = script.commands().size();
    restoreLink();
    listener.awaitConnections(2);

    assertEquals(List.of("a/#,1", "b,2"), subscriptionsSince(before));
    ConnectionLostException loss =
        assertInstanceOf(ConnectionLostException.class, listener.awaitLoss());
    assertTrue(loss.isReconnecting());
    arrives("a/x", "after");
    assertEquals("after", next().payloadAsText());
  }

  private void loseLink() {
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,2", "OK");
    script.say("+ECMTSTAT: 0,1");
    listener.awaitState(ClientState.RECOVERING);
  }

  private void restoreLink() {
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,3", "OK");
    script.say("+ECMTCONN: 0,0,0");
  }

  private List<String> subscriptionsSince(int before) {
    List<String> commands = script.commands();
    return commands.subList(before, commands.size()).stream()
        .filter(command -> command.startsWith("AT+ECMTSUB="))
        .map(command -> command.split(",", 3)[2].replace("\"", ""))
        .toList();
  }

  @Test
  void subscriptionsOfAnEarlierCleanSessionAreNotMadeAgain() {
    connect();
    client.subscribe("old", Qos.AT_LEAST_ONCE, received::add);
    client.disconnect();
    int before = script.commands().size();
    connect();
    client.subscribe("new", Qos.AT_LEAST_ONCE, received::add);

    assertEquals(List.of("new,1"), subscriptionsSince(before));
  }

  @Test
  void whatIsPublishedWhileTheLinkIsLostIsSentWhenItIsBack() {
    connect();
    loseLink();
    CompletableFuture<Void> result = publish(7, Qos.AT_LEAST_ONCE);
    assertFalse(result.isDone());

    restoreLink();

    Eventually.get(result);
    assertEquals(1, script.commands("AT+ECMTPUB=").size());
  }

  @Test
  void aSubscriptionMadeWhileTheLinkIsLostIsMadeWhenItIsBack() {
    connect();
    loseLink();
    CompletableFuture<Subscription> result =
        client.async().subscribe("late", Qos.AT_LEAST_ONCE, received::add);
    assertFalse(result.isDone());

    restoreLink();

    assertEquals("late", Eventually.get(result).filter().toString());
  }

  @Test
  void whatIsInFlightWhenTheLinkIsLostIsSentAgainInItsOrderWithOtherIds() {
    use(builder("in-flight").maxInFlight(2).timeouts(EcmtTimeouts.DEFAULTS));
    script.accept("AT+ECMTPUB=");
    connect();
    List<CompletableFuture<Void>> results = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      results.add(publish(i, Qos.AT_LEAST_ONCE));
    }
    String first = script.await("AT+ECMTPUB=");
    script.await("AT+ECMTPUB=");
    loseLink();
    script.answer("AT+ECMTPUB=", c -> List.of("OK", "+ECMTPUB: 0," + ScriptedModule.id(c) + ",0"));
    restoreLink();
    results.forEach(Eventually::get);

    List<String> written = script.commands("AT+ECMTPUB=");
    assertEquals(
        List.of("n0", "n1", "n0", "n1", "n2"),
        written.stream().map(line -> line.replaceAll(".*,\"(n\\d)\"$", "$1")).toList());
    assertNotEquals(ScriptedModule.id(first), ScriptedModule.id(written.get(2)));
    Eventually.holds("all results are told", () -> listener.results().size() == 3);
    assertEquals(
        List.of(PublishStage.ACKNOWLEDGED, PublishStage.ACKNOWLEDGED, PublishStage.ACKNOWLEDGED),
        listener.results().stream().map(Publication::stage).toList());
  }

  @Test
  void atQosZeroWhatTheModuleHadIsNotSentTwice() {
    use(builder("once").timeouts(EcmtTimeouts.DEFAULTS));
    script.accept("AT+ECMTPUB=");
    connect();
    CompletableFuture<Void> result = publish(0, Qos.AT_MOST_ONCE);
    script.await("AT+ECMTPUB=");
    drainLine();
    loseLink();

    DeliveryFailedException failure =
        assertInstanceOf(DeliveryFailedException.class, Eventually.failure(result));
    assertTrue(failure.getMessage().contains("unknown"), failure.getMessage());
    restoreLink();
    listener.awaitConnections(2);
    assertEquals(1, script.commands("AT+ECMTPUB=").size());
  }

  @Test
  void aMessageThatTheModuleRefusesAgainAndAgainIsGivenUp() {
    use(builder("refused").outbox(OutboxOptions.DEFAULTS.withMaxAttempts(2)));
    connect();
    script.on("AT+ECMTPUB=", "+CME ERROR: 3");

    DeliveryFailedException failure =
        assertThrows(
            DeliveryFailedException.class, () -> client.publish("t", "x", Qos.AT_LEAST_ONCE));

    assertTrue(failure.getMessage().contains("2 attempts"), failure.getMessage());
    assertEquals(2, script.commands("AT+ECMTPUB=").size());
    assertEquals(ClientState.CONNECTED, client.state());
  }

  @Test
  void aMessageIsNotWaitedForLongerThanItsTimeToLive() {
    use(
        builder("ttl")
            .outbox(OutboxOptions.DEFAULTS.withTimeToLive(Duration.ofMillis(100)))
            .timeouts(EcmtTimeouts.DEFAULTS));
    script.accept("AT+ECMTPUB=");
    connect();
    MessageExpiredException tried =
        assertThrows(
            MessageExpiredException.class, () -> client.publish("t", "x", Qos.AT_LEAST_ONCE));
    assertTrue(tried.maybeDelivered());
    loseLink();
    MessageExpiredException never =
        assertThrows(
            MessageExpiredException.class, () -> client.publish("t", "x", Qos.AT_LEAST_ONCE));
    assertFalse(never.maybeDelivered());
    assertEquals(0, client.outboxDepth());
  }

  @Test
  void aConnectionThatTheModuleHasClosedIsMadeAgain() {
    connect();
    client.subscribe("a", Qos.AT_LEAST_ONCE, received::add);
    script.on("AT+ECMTCONN?", "OK");
    int before = script.commands().size();
    script.say("+ECMTDISC: 0,0");
    listener.awaitConnections(2);

    ConnectionLostException loss =
        assertInstanceOf(ConnectionLostException.class, listener.awaitLoss());
    assertFalse(loss.isReconnecting());
    assertEquals(List.of("a,1"), subscriptionsSince(before));
    assertEquals(2, script.commands("AT+ECMTOPEN=").size());
  }

  @Test
  void withoutAPolicyToRecoverALostConnectionStaysLost() {
    use(builder("never").reconnect(ReconnectPolicy.NEVER).maxInFlight(1));
    script.accept("AT+ECMTPUB=");
    connect();
    CompletableFuture<Void> inFlight = publish(0, Qos.AT_LEAST_ONCE);
    CompletableFuture<Void> waiting = publish(1, Qos.AT_LEAST_ONCE);
    script.await("AT+ECMTPUB=");
    script.on("AT+ECMTCONN?", "OK");
    script.say("+ECMTDISC: 0,0");

    assertInstanceOf(ConnectionLostException.class, Eventually.failure(inFlight));
    assertInstanceOf(ConnectionLostException.class, Eventually.failure(waiting));
    Eventually.holds("is ready", () -> client.state() == ClientState.READY);
    assertEquals(1, script.commands("AT+ECMTPUB=").size());
    client.connect();
    assertEquals(ClientState.CONNECTED, client.state());
  }

  @Test
  void aPublisherCannotMakeTheClientBelieveInALoss() {
    connect();
    client.subscribe("a", Qos.AT_MOST_ONCE, received::add);
    script.on("AT+ECMTCONN?", "+ECMTCONN:0,3", "OK");
    script.sayRaw("\r\n+ECMTRECV: 0,0,\"a\",x\r\n\r\n+ECMTSTAT: 0,1\r\n");
    script.sayRaw("\r\n+ECMTRECV: 0,0,\"a\",y\r\n\r\n+ECMTDISC: 0,0\r\n");
    next();
    next();
    script.await("AT+ECMTCONN?");
    drainLine();

    client.publish("t", "x", Qos.AT_LEAST_ONCE);
    assertEquals(ClientState.CONNECTED, client.state());
    assertEquals(List.of(), listener.losses());
  }

  @Test
  void aRefusedReconnectIsEndedAndTriedAgainByTheClient() {
    connect();
    loseLink();
    script.say("+ECMTCONN: 0,0,5"); // before a query can tell that the module has given up
    script.on("AT+ECMTCONN?", "OK");
    listener.awaitConnections(2);

    assertInstanceOf(MqttRefusedException.class, listener.attempts().get(0).cause());
    assertEquals(RecoveryStep.REOPEN_CONNECTION, listener.attempts().get(0).step());
    assertEquals(2, script.commands("AT+ECMTOPEN=").size());
  }

  @Test
  void aReconnectorCanGiveNewCredentialsAnotherBrokerAndGiveUp() {
    List<RecoveryAttempt> asked = new CopyOnWriteArrayList<>();
    use(
        builder("steered")
            .reconnector(
                attempt -> {
                  asked.add(attempt);
                  return attempt.number() == 1
                      ? Reconnector.Decision.GO_ON
                          .withBroker(new BrokerAddress("other.example", 1884))
                          .withCredentials(new Credentials("new", "secret"))
                      : Reconnector.Decision.GIVE_UP;
                }));
    connect();
    script.on("AT+ECMTCONN=", "OK", "+ECMTCONN: 0,0,5");
    script.on("AT+ECMTCONN?", "OK");
    script.say("+ECMTDISC: 0,0");
    Eventually.holds("is ready", () -> client.state() == ClientState.READY);

    assertTrue(script.commands().contains("AT+ECMTOPEN=0,\"other.example\",1884"));
    assertTrue(script.commands().contains("AT+ECMTCONN=0,\"steered\",\"new\",\"secret\""));
    assertInstanceOf(ConnectionLostException.class, asked.get(0).cause());
    assertInstanceOf(MqttRefusedException.class, asked.get(1).cause());
    ClientStateException refused =
        assertThrows(ClientStateException.class, () -> client.publish("t", "x", Qos.AT_LEAST_ONCE));
    assertEquals(asked.get(1).cause(), refused.getCause(), "it tells why it has given up");
    assertTrue(refused.getMessage().contains(asked.get(1).cause().getMessage()));
  }

  @Test
  void aLostLineIsOpenedAgain() {
    script.accept("AT+ECMTPUB=");
    connect();
    CompletableFuture<Void> pending = publish(0, Qos.AT_LEAST_ONCE);
    script.await("AT+ECMTPUB=");
    ScriptedModule before = script;
    script = ScriptedModule.start();

    before.close();

    Eventually.get(pending);
    assertInstanceOf(TransportLostException.class, listener.awaitLoss());
    assertEquals(ClientState.CONNECTED, client.state());
    assertEquals(1, listener.losses().size());
    assertEquals(1, script.commands("AT+ECMTPUB=").size());
  }

  @Test
  void aLineThatIsLostDuringOpenFailsIt() {
    script.accept("AT+CEREG?");
    script.answer(
        "AT+CEREG?",
        command -> {
          script.close();
          return List.of();
        });

    assertThrows(ChannelClosedException.class, client::open);

    Eventually.holds("is closed", () -> client.state() == ClientState.CLOSED);
  }

  @Test
  void aStartedClientTakesMessagesBeforeThereIsAConnection() {
    script.on("AT+CEREG?", "+CEREG: 0,2", "OK");
    client.start();
    CompletableFuture<Subscription> subscribed =
        client.async().subscribe("a", Qos.AT_LEAST_ONCE, received::add);
    CompletableFuture<Void> published = publish(0, Qos.AT_LEAST_ONCE);
    script.await("AT+CEREG?");
    assertFalse(published.isDone());

    script.on("AT+CEREG?", "+CEREG: 0,1", "OK");

    Eventually.get(published);
    Eventually.get(subscribed);
    List<String> commands = script.commands();
    assertTrue(
        indexOf(commands, "AT+ECMTSUB=") < indexOf(commands, "AT+ECMTPUB="),
        "subscribed before published");
  }

  private static int indexOf(List<String> commands, String prefix) {
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i).startsWith(prefix)) {
        return i;
      }
    }
    throw new AssertionError(prefix + " is not in " + commands);
  }

  @Test
  void aRefusedPinIsNotTriedAgain() {
    use(builder("pin").bringUp(QuickTimes.BRING_UP.withPin(new Pin("4711"))));
    script.on("AT+CPIN?", "+CPIN: SIM PIN", "OK").on("AT+CPIN=", "+CME ERROR: 16");
    client.start();
    CompletableFuture<Void> published = publish(0, Qos.AT_LEAST_ONCE);

    assertInstanceOf(PinRejectedException.class, Eventually.failure(published));
    Eventually.holds("is closed", () -> client.state() == ClientState.CLOSED);
    assertEquals(1, script.commands("AT+CPIN=").size());
  }

  @Test
  void theNextBrokerIsTriedWhenOneDoesNotTakeUs() {
    use(builder("brokers").fallbackBroker("second.example", 1883));
    script.on("AT+ECMTOPEN=", "OK", "+ECMTOPEN: 0,-1");
    script.on("AT+ECMTOPEN=0,\"second", "OK", "+ECMTOPEN: 0,0");

    connect();

    assertEquals(2, script.commands("AT+ECMTOPEN=").size());
    assertEquals(ClientState.CONNECTED, client.state());
  }

  // ---- close ----

  @Test
  void closeEndsTheConnectionTheLineAndAllThreads() {
    use(builder("threads-of-this-client"));
    connect();
    assertFalse(threads("threads-of-this-client").isEmpty());

    client.close();
    client.close();

    assertEquals(1, script.commands("AT+ECMTCLOSE").size());
    Eventually.holds("no thread is left", () -> threads("threads-of-this-client").isEmpty());
    Eventually.holds("no thread of the line is left", () -> threads("at-").isEmpty());
    assertEquals(ClientState.CLOSED, client.state());
  }

  private static List<String> threads(String part) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains(part))
        .filter(name -> name.startsWith("modemqtt-") || name.startsWith("at-"))
        .toList();
  }

  @Test
  void closeFailsWhatIsPending() {
    use(builder("pending").maxInFlight(1));
    script.accept("AT+ECMTPUB=").accept("AT+ECMTSUB=");
    connect();
    List<CompletableFuture<?>> pending = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pending.add(publish(i, Qos.AT_LEAST_ONCE));
    }
    pending.add(client.async().subscribe("a", Qos.AT_MOST_ONCE, m -> {}));
    pending.add(client.async().subscribe("b", Qos.AT_MOST_ONCE, m -> {}));
    script.await("AT+ECMTSUB=");

    client.close();

    for (CompletableFuture<?> future : pending) {
      assertInstanceOf(ModemException.class, Eventually.failure(future));
    }
    assertEquals(1, script.commands("AT+ECMTPUB=").size());
  }

  @Test
  void closeIsBoundedWhenTheModuleIsSilent() {
    use(builder("silent").timeouts(new EcmtTimeouts(LONG, LONG, LONG, Duration.ofMillis(50))));
    connect();
    script.accept("AT+ECMTCLOSE=");

    client.close();

    assertEquals(ClientState.CLOSED, client.state());
  }

  @Test
  void closeDuringOpenFailsTheOpen() {
    use(builder("close-during-open"));
    script.on("AT+CEREG?", "+CEREG: 0,2", "OK");
    CompletableFuture<Void> opening = client.async().open();
    script.await("AT+CEREG?");

    client.close();

    assertInstanceOf(ClientStateException.class, Eventually.failure(opening));
    Eventually.holds("no thread is left", () -> threads("close-during-open").isEmpty());
    assertEquals(ClientState.CLOSED, client.state());
  }

  @Test
  void closeFromAHandlerDoesNotDeadlock() {
    connect();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    client.subscribe(
        "a",
        Qos.AT_MOST_ONCE,
        message -> {
          client.close();
          closed.complete(null);
        });
    arrives("a", "x");

    Eventually.get(closed);
    Eventually.holds("is closed", () -> client.state() == ClientState.CLOSED);
  }

  @Test
  void asyncFuturesCompleteOnTheCallbackThread() {
    CompletableFuture<String> thread =
        client.async().open().thenApply(done -> Thread.currentThread().getName());

    assertTrue(Eventually.get(thread).startsWith("modemqtt-callbacks"));
  }

  @Test
  void aModuleThatDoesNotAnswerIsToldAndAskedAgainLater() {
    use(
        builder("mute")
            .channel(
                QuickTimes.CHANNEL.withProbing(Duration.ofMillis(100), 2, Duration.ofMillis(5))));
    script.on("AT");
    ModuleNotRespondingException failure =
        assertThrows(ModuleNotRespondingException.class, client::open);
    assertTrue(failure.remedy().contains("baud"), failure.remedy());
    assertEquals(ClientState.CLOSED, client.state());
    script = ScriptedModule.start();

    connect();

    assertEquals(ClientState.CONNECTED, client.state());
  }

  // ---- builder and secrets ----

  @Test
  void theBuilderRefusesWhatTheModuleCannotExpress() {
    assertThrows(ParameterException.class, () -> builder("a").credentials("u", "p\"w").build());
    assertThrows(ParameterException.class, () -> builder("a\rAT+ECRST").build());
    assertThrows(ParameterException.class, () -> builder("c".repeat(49)).build());
    assertThrows(ParameterException.class, () -> builder("").build());
    assertThrows(IllegalArgumentException.class, () -> builder("a").maxInFlight(0));
    assertThrows(IllegalArgumentException.class, () -> builder("a").maxInFlight(11));
    assertThrows(IllegalArgumentException.class, () -> OutboxOptions.DEFAULTS.withCapacity(0));
    assertThrows(IllegalArgumentException.class, () -> builder("a").messageQueueCapacity(0));
    assertThrows(IllegalArgumentException.class, () -> builder("a").broker("h", 0));
    assertThrows(
        IllegalArgumentException.class, () -> builder("a").keepAlive(Duration.ofDays(1)).build());
    assertThrows(
        NullPointerException.class, () -> ModemMqttClient.builder().broker("h", 1883).build());
  }

  @Test
  void noSecretIsShownAnywhere() {
    List<String> dialogue = new CopyOnWriteArrayList<>();
    use(
        builder("secrets")
            .credentials("user", "hunter2")
            .bringUp(QuickTimes.BRING_UP.withPin(new Pin("4711")))
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

                  @Override
                  public void onTrouble(long nanoTime, String what) {
                    dialogue.add(what);
                  }
                }));
    // a module whose echo cannot be switched off
    script.on("AT+ECMTCONN=", "AT+ECMTCONN=0,\"secrets\",\"user\",\"hunter2\"", "+CME ERROR: 3");
    client.open();

    RuntimeException failure = assertThrows(RuntimeException.class, client::connect);

    assertTrue(script.await("AT+ECMTCONN=").contains("hunter2"));
    assertTrue(dialogue.toString().contains("AT+ECMTCONN="), dialogue::toString);
    assertFalse(dialogue.toString().contains("hunter2"), dialogue::toString);
    assertFalse(failure.toString().contains("hunter2"), failure::toString);
    assertFalse(client.toString().contains("hunter2"));
    assertFalse(client.async().toString().contains("hunter2"));
    assertNotEquals(List.of(), dialogue);
  }
}
