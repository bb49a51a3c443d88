package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ecmt.EcmtTimeouts;
import io.github.modemqtt.mqtt.Framing;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.testsupport.Eventually;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.ScriptedModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers and streams of a client. */
@Timeout(30)
class MessageReceptionTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Consumer<Message> handler = message -> received.add(message.payloadAsText());
  private final RecordingClientListener listener = new RecordingClientListener();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicInteger duplicates = new AtomicInteger();
  private final ScriptedModule script = ScriptedModule.start();
  private ModemMqttClient client;

  private ModemMqttClient.Builder builder() {
    return ModemMqttClient.builder()
        .transport(script::host)
        .broker("broker.example", 1883)
        .clientId("reception")
        .bringUp(QuickTimes.BRING_UP)
        .channel(QuickTimes.CHANNEL)
        .timeouts(new EcmtTimeouts(LONG, LONG, LONG, LONG))
        .reopenPause(Duration.ofMillis(10))
        .reconnect(QuickTimes.RECONNECT)
        .listener(listener)
        .metrics(
            new ClientMetrics() {
              @Override
              public void onHandlerDrop() {
                dropped.incrementAndGet();
              }

              @Override
              public void onMessageDuplicate() {
                duplicates.incrementAndGet();
              }
            });
  }

  private void connect(ModemMqttClient.Builder builder) {
    client = builder.build();
    client.connect();
  }

  @AfterEach
  void close() {
    client.close();
    script.close();
  }

  private void arrives(int id, String topic, String payload) {
    script.say("+ECMTRECV: 0," + id + ",\"" + topic + "\"," + payload);
  }

  private void awaitReceived(String... payloads) {
    Eventually.holds(
        "as many are received, not " + received, () -> received.size() >= payloads.length);
    assertEquals(List.of(payloads), received);
  }

  // ---- handlers ----

  @Test
  void aHandlerOfSeveralFiltersThatMatchIsCalledOnceForAMessage() {
    connect(builder());
    client.subscribe("a/#", Qos.AT_MOST_ONCE, handler);
    client.subscribe("a/+", Qos.AT_MOST_ONCE, handler);
    client.subscribe("a/b", Qos.AT_MOST_ONCE, handler);
    arrives(0, "a/b", "1");
    arrives(0, "a", "2");

    awaitReceived("1", "2");
  }

  @Test
  void aHandlerForAllGetsWhatOthersGetAndWhatNobodyGets() {
    List<String> all = new CopyOnWriteArrayList<>();
    connect(builder().messageHandler(message -> all.add("built " + message.payloadAsText())));
    HandlerRegistration added = client.onMessage(m -> all.add("added " + m.payloadAsText()));
    client.subscribe("a", Qos.AT_MOST_ONCE, handler);
    arrives(0, "a", "1");
    arrives(0, "b", "2");
    awaitReceived("1");
    assertEquals("2", listener.awaitUnhandled().payloadAsText());
    added.close();
    added.close();
    arrives(0, "a", "3");
    awaitReceived("1", "3");

    assertEquals(List.of("built 1", "added 1", "built 2", "added 2", "built 3"), all);
  }

  @Test
  void aHandlerThatThrowsHarmsNoOther() {
    connect(builder());
    client.onMessage(
        message -> {
          throw new IllegalStateException("on purpose");
        });
    client.subscribe("a", Qos.AT_MOST_ONCE, handler);
    arrives(0, "a", "1");
    arrives(0, "a", "2");

    awaitReceived("1", "2");
  }

  @Test
  void messagesThatWaitDoNotHoldUpACompletion() throws InterruptedException {
    connect(builder());
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    client.subscribe(
        "a",
        Qos.AT_MOST_ONCE,
        message -> {
          busy.countDown();
          uninterrupted(release);
          order.add(message.payloadAsText());
        });
    for (int i = 0; i < 500; i++) {
      arrives(0, "a", String.valueOf(i));
    }
    busy.await();
    CompletableFuture<Void> published = client.async().publish("t", "x", Qos.AT_LEAST_ONCE);
    CompletableFuture<Void> noted = published.thenRun(() -> order.add("published"));
    script.await("AT+ECMTPUB=");
    client.onMessage(message -> {});
    arrives(0, "last", "x");
    Eventually.holds("it is acknowledged", () -> client.outboxDepth() == 0);
    release.countDown();
    Eventually.get(noted);
    Eventually.holds("all are handled", () -> order.size() == 501);

    int place = order.indexOf("published");
    assertTrue(place <= 3, () -> "after " + place + " messages");
    List<String> messages = new ArrayList<>(order);
    messages.remove("published");
    for (int i = 0; i < 500; i++) {
      assertEquals(String.valueOf(i), messages.get(i));
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- repeats and copies ----

  @Test
  void repeatsArriveUnlessTheyAreFiltered() {
    connect(builder());
    client.subscribe("a", Qos.EXACTLY_ONCE, handler);
    arrives(7, "a", "1");
    arrives(7, "a", "1");

    awaitReceived("1", "1");
  }

  @Test
  void repeatsAreDroppedAndCountedIfSoWished() {
    connect(builder().duplicateFilter(DuplicateFilter.DEFAULTS));
    client.subscribe("a", Qos.EXACTLY_ONCE, handler);
    client.subscribe("zero", Qos.AT_MOST_ONCE, handler);
    arrives(7, "a", "1");
    arrives(7, "a", "1");
    arrives(0, "a", "2");
    arrives(0, "a", "2");
    arrives(7, "zero", "3");
    arrives(7, "zero", "3");

    awaitReceived("1", "2", "2", "3", "3");
    assertEquals(1, client.duplicateMessages());
    assertEquals(1, duplicates.get());
  }

  @Test
  void copiesForOverlappingSubscriptionsAreDroppedIfSoWished() {
    connect(builder().overlapCopies(LONG));
    client.subscribe("a/#", Qos.AT_LEAST_ONCE, handler);
    client.subscribe("a/+", Qos.AT_LEAST_ONCE, message -> received.add("other"));
    arrives(7, "a/b", "1");
    arrives(8, "a/b", "1");
    arrives(9, "a/b/c", "2");
    arrives(10, "a/b/c", "2");

    Eventually.holds("all are received", () -> received.size() >= 4);
    assertEquals(1, client.duplicateMessages());
    assertEquals(3, received.stream().filter(text -> !text.equals("other")).count());
  }

  // ---- streams ----

  @Test
  void aStreamGivesMessagesInOrderWithTheirFraming() {
    connect(builder());
    try (MessageStream stream = client.messages("a/#", Qos.AT_LEAST_ONCE)) {
      arrives(0, "a/1", " \"quoted\" ");
      Message plain = stream.take();
      script.sayRaw("\r\n+ECMTRECV: 0,0,\"a/2\",x\r\n\r\n+ECMTSTAT: 0,1\r\n");
      Message odd = stream.poll(LONG).orElseThrow();

      assertEquals(" \"quoted\" ", plain.payloadAsText());
      assertEquals(Framing.CERTAIN, plain.framing());
      assertEquals(Framing.AMBIGUOUS, odd.framing());
      assertEquals(Optional.empty(), stream.poll(Duration.ZERO));
      assertEquals(SubscribeOutcome.ACCEPTED_GRANT_UNKNOWN, stream.outcome());
    }
  }

  @Test
  void aStreamDropsWhatItHasNoRoomFor() {
    connect(builder());
    StreamOptions two =
        StreamOptions.DEFAULTS.withCapacity(2).withOverflow(StreamOverflow.DROP_OLDEST);
    MessageStream stream = client.messages("a", Qos.AT_MOST_ONCE, two);
    for (int i = 0; i < 5; i++) {
      arrives(0, "a", String.valueOf(i));
    }
    Eventually.holds("three are dropped", () -> stream.dropped() == 3 && dropped.get() == 3);

    assertEquals("3", stream.take().payloadAsText());
    assertEquals("4", stream.take().payloadAsText());
  }

  @Test
  void aStreamLastsAcrossAReconnect() {
    connect(builder());
    MessageStream stream = client.messages("a", Qos.AT_LEAST_ONCE);
    script.await("AT+ECMTSUB=");
    script.say("+ECMTCONN: 0,0,0");
    script.await("AT+ECMTSUB=");
    arrives(0, "a", "after");

    assertEquals("after", stream.take().payloadAsText());
  }

  @Test
  void aLoopEndsWithTheClient() {
    connect(builder());
    MessageStream stream = client.messages("a", Qos.AT_LEAST_ONCE);
    CompletableFuture<List<String>> looped =
        CompletableFuture.supplyAsync(
            () -> {
              List<String> texts = new ArrayList<>();
              for (Message message : stream) {
                texts.add(message.payloadAsText());
                received.add(message.payloadAsText());
              }
              return texts;
            });
    arrives(0, "a", "1");
    awaitReceived("1");
    client.close();

    assertEquals(List.of("1"), Eventually.get(looped));
    StreamEndedException end = assertThrows(StreamEndedException.class, stream::take);
    assertTrue(end.getMessage().contains("closed"), end.getMessage());
  }

  @Test
  void anUnsubscribedStreamEndsAndAClosedOneUnsubscribes() {
    connect(builder());
    MessageStream ended = client.messages("a", Qos.AT_LEAST_ONCE);
    MessageStream closed = client.messages("b", Qos.AT_LEAST_ONCE);
    client.unsubscribe("a");
    closed.close();
    closed.close();

    assertThrows(StreamEndedException.class, ended::take);
    assertThrows(StreamEndedException.class, closed::take);
    assertFalse(ended.iterator().hasNext());
    assertTrue(script.await("AT+ECMTUNS=").endsWith("\"a\""));
    assertTrue(script.await("AT+ECMTUNS=").endsWith("\"b\""));
  }

  @Test
  void aHandlerMustNotWaitForAStream() {
    connect(builder());
    MessageStream stream = client.messages("a", Qos.AT_LEAST_ONCE);
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    client.subscribe(
        "b",
        Qos.AT_LEAST_ONCE,
        message -> refused.complete(assertThrows(IllegalStateException.class, stream::take)));
    arrives(0, "b", "x");

    assertTrue(Eventually.get(refused).getMessage().contains("publisher()"));
  }
}
