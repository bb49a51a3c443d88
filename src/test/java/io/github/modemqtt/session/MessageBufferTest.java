package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.Framing;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.testsupport.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The buffer of a stream; the numbers are those of the rules of Reactive Streams 1.0.4. */
@Timeout(30)
class MessageBufferTest {
  private static final StreamOptions THREE = StreamOptions.DEFAULTS.withCapacity(3);

  private final Queue<Runnable> turns = new ArrayDeque<>();
  private final AtomicInteger drops = new AtomicInteger();
  private final MessageBuffer buffer = buffer(THREE);
  private final Recorder recorder = new Recorder();

  private MessageBuffer buffer(StreamOptions options) {
    return new MessageBuffer(
        TopicFilter.of("t"), options, turns::add, () -> drops.incrementAndGet());
  }

  private static Message message(int number) {
    return new Message(
        TopicName.of("t"),
        String.valueOf(number).getBytes(StandardCharsets.UTF_8),
        0,
        Framing.CERTAIN);
  }

  private static void fill(MessageBuffer buffer, int from, int to) {
    for (int i = from; i <= to; i++) {
      buffer.accept(message(i));
    }
  }

  private void runTurns() {
    for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
      turn.run();
    }
  }

  /** Writes down its signals; asks for nothing by itself. */
  private static class Recorder implements Flow.Subscriber<Message> {
    final List<String> signals = new ArrayList<>();
    Flow.Subscription subscription;
    Throwable failure;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      signals.add("subscribed");
    }

    @Override
    public void onNext(Message message) {
      signals.add(message.payloadAsText());
    }

    @Override
    public void onError(Throwable thrown) {
      failure = thrown;
      signals.add("error");
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }

  private void subscribe() {
    buffer.subscribe(recorder);
    runTurns();
  }

  private void request(long count) {
    recorder.subscription.request(count);
    runTurns();
  }

  private static List<String> taken(MessageBuffer buffer) {
    List<String> taken = new ArrayList<>();
    for (Message next = buffer.poll(0); next != null; next = buffer.poll(0)) {
      taken.add(next.payloadAsText());
    }
    return taken;
  }

  // ---- pulling ----

  @Test
  void theNewestAreDroppedAndCounted() {
    fill(buffer, 1, 5);

    assertEquals(List.of("1", "2", "3"), taken(buffer));
    assertEquals(2, buffer.dropped());
    assertEquals(2, drops.get());
  }

  @Test
  void theOldestAreDroppedAndCountedIfSoWished() {
    MessageBuffer latest = buffer(THREE.withOverflow(StreamOverflow.DROP_OLDEST));
    fill(latest, 1, 5);

    assertEquals(3, latest.size());
    assertEquals(List.of("3", "4", "5"), taken(latest));
    assertEquals(2, latest.dropped());
    assertEquals(2, drops.get());
  }

  @Test
  void aWaitingThreadGetsTheNextMessage() {
    CompletableFuture<Message> taken =
        CompletableFuture.supplyAsync(() -> buffer.poll(Duration.ofSeconds(20).toNanos()));
    buffer.accept(message(1));

    assertEquals("1", Eventually.get(taken).payloadAsText());
  }

  @Test
  void theEndIsToldAfterWhatWaits() {
    fill(buffer, 1, 2);
    buffer.end("it was unsubscribed", null);
    buffer.end("another reason", null);
    buffer.accept(message(3));

    assertFalse(buffer.isComplete());
    assertEquals("1", buffer.poll(0).payloadAsText());
    assertEquals("2", buffer.poll(0).payloadAsText());
    StreamEndedException end = assertThrows(StreamEndedException.class, () -> buffer.poll(0));
    assertTrue(end.getMessage().contains("unsubscribed"), end.getMessage());
    assertTrue(buffer.isComplete());
  }

  @Test
  void theEndWakesWhoWaits() {
    CompletableFuture<Message> taken =
        CompletableFuture.supplyAsync(() -> buffer.poll(Duration.ofSeconds(20).toNanos()));
    buffer.close();

    assertInstanceOf(StreamEndedException.class, Eventually.failure(taken));
  }

  @Test
  void closingForgetsWhatWaits() {
    fill(buffer, 1, 2);
    buffer.close();

    assertThrows(StreamEndedException.class, () -> buffer.poll(0));
    assertEquals(0, buffer.size());
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> THREE.withCapacity(0));
    assertThrows(IllegalArgumentException.class, () -> THREE.withCapacity(1_000_001));
    assertThrows(NullPointerException.class, () -> THREE.withOverflow(null));
  }

  // ---- pushing ----

  @Test
  void noMoreAreSignalledThanRequested_1_1() {
    subscribe();
    fill(buffer, 1, 3);
    runTurns();
    assertEquals(List.of("subscribed"), recorder.signals);
    request(2);
    assertEquals(List.of("subscribed", "1", "2"), recorder.signals);
    request(5);
    fill(buffer, 4, 6);
    runTurns();

    assertEquals(List.of("subscribed", "1", "2", "3", "4", "5", "6"), recorder.signals);
  }

  @Test
  void signalsComeOneAtATimeOneATurn_1_3() {
    subscribe();
    fill(buffer, 1, 3);
    recorder.subscription.request(3);
    recorder.subscription.request(3);
    for (int signals = 2; signals <= 4; signals++) {
      assertEquals(1, turns.size());
      turns.remove().run();
      assertEquals(signals, recorder.signals.size());
    }
  }

  @Test
  void anEndThatIsWishedCompletesAfterTheLastMessageAlsoWithoutDemand_1_5() {
    subscribe();
    fill(buffer, 1, 1);
    buffer.end("it was unsubscribed", null);
    runTurns();
    assertEquals(List.of("subscribed"), recorder.signals);
    request(1);

    assertEquals(List.of("subscribed", "1", "complete"), recorder.signals);
  }

  @Test
  void aFailureIsSignalledAndNothingAfterIt_1_4_1_7() {
    subscribe();
    request(5);
    ModemException cause = new ModemException("refused", "do something else");
    buffer.end("it could not be subscribed again", cause);
    buffer.end("it was closed", null);
    buffer.accept(message(1));
    runTurns();
    request(1);

    assertEquals(List.of("subscribed", "error"), recorder.signals);
    StreamEndedException failure = assertInstanceOf(StreamEndedException.class, recorder.failure);
    assertSame(cause, failure.getCause());
    assertEquals("do something else", failure.remedy());
  }

  @Test
  void nullIsNoSubscriber_1_9() {
    assertThrows(NullPointerException.class, () -> buffer.subscribe(null));
  }

  @Test
  void anEndedStreamSubscribesAndCompletes_1_9() {
    buffer.close();
    subscribe();

    assertEquals(List.of("subscribed", "complete"), recorder.signals);
  }

  @Test
  void aSecondSubscriberIsRefusedAfterItsSubscription_1_9_1_11() {
    subscribe();
    Recorder second = new Recorder();
    buffer.subscribe(second);
    runTurns();
    second.subscription.request(1);
    request(1);
    buffer.accept(message(1));
    runTurns();

    assertEquals(List.of("subscribed", "error"), second.signals);
    assertInstanceOf(IllegalStateException.class, second.failure);
    assertEquals(List.of("subscribed", "1"), recorder.signals);
  }

  @Test
  void aSubscriberThatThrowsIsCancelled_2_13() {
    List<String> seen = new ArrayList<>();
    buffer.subscribe(
        new Recorder() {
          @Override
          public void onSubscribe(Flow.Subscription given) {
            given.request(10);
          }

          @Override
          public void onNext(Message message) {
            seen.add(message.payloadAsText());
            throw new IllegalStateException("on purpose");
          }
        });
    fill(buffer, 1, 2);
    runTurns();

    assertEquals(List.of("1"), seen);
    assertEquals("2", buffer.poll(0).payloadAsText());
  }

  @Test
  void requestsFromWithinSignalsDoNotRecurse_3_2_3_3() {
    MessageBuffer large = buffer(THREE.withCapacity(100_000));
    List<String> order = new ArrayList<>();
    large.subscribe(
        new Recorder() {
          private Flow.Subscription given;

          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            given = subscription;
            given.request(1);
            order.add("end of onSubscribe");
          }

          @Override
          public void onNext(Message message) {
            given.request(1);
            order.add(message.payloadAsText());
          }
        });
    fill(large, 1, 100_000);
    runTurns();

    assertEquals(100_001, order.size());
    assertEquals("end of onSubscribe", order.get(0));
    assertEquals("100000", order.get(100_000));
  }

  @Test
  void afterCancelNothingComesAndRequestsDoNothing_3_5_3_6_3_7() {
    subscribe();
    fill(buffer, 1, 3);
    recorder.subscription.request(3);
    turns.remove().run();
    recorder.subscription.cancel();
    recorder.subscription.cancel();
    runTurns();
    request(1);
    request(-1);
    buffer.close();
    runTurns();

    assertEquals(List.of("subscribed", "1"), recorder.signals);
  }

  @Test
  void anotherSubscriberGoesOnAfterACancel() {
    subscribe();
    fill(buffer, 1, 2);
    request(1);
    recorder.subscription.cancel();
    Recorder next = new Recorder();
    buffer.subscribe(next);
    runTurns();
    next.subscription.request(1);
    runTurns();

    assertEquals(List.of("subscribed", "2"), next.signals);
  }

  @Test
  void aRequestThatIsNotPositiveIsAnError_3_9() {
    for (long count : new long[] {0, -1, Long.MIN_VALUE}) {
      Recorder one = new Recorder();
      MessageBuffer fresh = buffer(THREE);
      fresh.subscribe(one);
      runTurns();
      one.subscription.request(count);
      one.subscription.request(1);
      fresh.accept(message(1));
      runTurns();

      assertEquals(List.of("subscribed", "error"), one.signals);
      assertInstanceOf(IllegalArgumentException.class, one.failure);
      assertTrue(one.failure.getMessage().contains("3.9"), one.failure.getMessage());
    }
  }

  @Test
  void demandWithoutALimitStaysSo_3_17() {
    subscribe();
    recorder.subscription.request(Long.MAX_VALUE);
    recorder.subscription.request(Long.MAX_VALUE);
    for (int i = 1; i <= 10; i++) {
      buffer.accept(message(i));
      runTurns();
    }

    assertEquals(11, recorder.signals.size());
    assertNull(recorder.failure);
  }

  @Test
  void messagesThatWaitedBeforeTheSubscriberCameAreItsOwn() {
    fill(buffer, 1, 2);
    subscribe();
    request(5);

    assertEquals(List.of("subscribed", "1", "2"), recorder.signals);
  }

  @Test
  void withASubscriberNobodyElseTakes() {
    subscribe();

    assertThrows(IllegalStateException.class, () -> buffer.poll(0));
  }

  @Test
  void demandFromManyThreadsIsMetExactly() throws InterruptedException {
    AtomicInteger concurrent = new AtomicInteger();
    List<String> got = new ArrayList<>();
    CompletableFuture<Void> all = new CompletableFuture<>();
    CompletableFuture<Flow.Subscription> begun = new CompletableFuture<>();
    try (CallbackThread callbacks = new CallbackThread("callbacks", 10)) {
      MessageBuffer live =
          new MessageBuffer(
              TopicFilter.of("t"),
              THREE.withCapacity(10_000),
              callbacks::executeAmongMessages,
              () -> {});
      live.subscribe(
          new Recorder() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
              begun.complete(given);
            }

            @Override
            public void onNext(Message message) {
              assertEquals(1, concurrent.incrementAndGet());
              got.add(message.payloadAsText());
              concurrent.decrementAndGet();
              if (got.size() == 4000) {
                all.complete(null);
              }
            }
          });
      Flow.Subscription subscription = Eventually.get(begun);
      CountDownLatch asked = new CountDownLatch(4);
      for (int thread = 0; thread < 4; thread++) {
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 1000; i++) {
                subscription.request(1);
              }
              asked.countDown();
            });
      }
      fill(live, 1, 5000);
      asked.await();
      Eventually.get(all);
      CompletableFuture<Void> after = new CompletableFuture<>();
      callbacks.executeAmongMessages(() -> after.complete(null));
      Eventually.get(after);

      assertEquals(4000, got.size());
      assertEquals("4000", got.get(3999));
      assertEquals(1000, live.size());
    }
  }
}
