package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelUrcTest {
  private static final UrcType<AtLine> MESSAGE = UrcType.unit("+ECMTRECV", Function.identity());

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void urcsComeInOrderToEverySubscriber() throws Exception {
    List<Publish.Result> first = new CopyOnWriteArrayList<>();
    List<Publish.Result> second = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(200);
    bench.channel.onUrc(Publish.RESULT, first::add);
    bench.channel.onUrc(
        Publish.RESULT,
        urc -> {
          second.add(urc);
          all.countDown();
        });
    List<Publish.Result> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sent.add(new Publish.Result(i, 0));
      bench.modem.lines("+PUB: " + i + ",0");
    }
    await(all);
    assertEquals(sent, first);
    assertEquals(sent, second);
  }

  @Test
  void aMessageIsDeliveredAfterASilence() {
    CompletableFuture<AtLine> message = new CompletableFuture<>();
    bench.channel.onUrc(MESSAGE, message::complete);
    bench.modem.lines("+ECMTRECV: 0,1,\"t\",a\r\nOK");
    AtLine unit = get(message);
    assertEquals("+ECMTRECV: 0,1,\"t\",a\r\nOK", unit.text());
    assertTrue(unit.isAmbiguous());
  }

  @Test
  void aMessageIsDeliveredWithoutASilenceWhenTheNextUnitFollows() {
    AtChannelOptions endless =
        new AtChannelOptions(
            64, 8192, Bench.LONG, Bench.LONG, 2, Bench.SHORT, Bench.LONG, null, 64);
    try (Bench slow = new Bench(endless)) {
      CompletableFuture<AtLine> message = new CompletableFuture<>();
      slow.channel.onUrc(MESSAGE, message::complete);
      slow.modem.lines("+ECMTRECV: 0,1,\"t\",a").lines("+OTHER: 1");
      assertEquals("+ECMTRECV: 0,1,\"t\",a", get(message).text());
    }
  }

  @Test
  void aListenerThatHoldsUpTheReaderIsNotTakenForASilence() {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    AtListener slow =
        new AtListener() {
          @Override
          public void onLine(long nanoTime, LineKind kind, String text) {
            held.countDown();
            awaitQuietly(release);
          }
        };
    AtChannelOptions hasty =
        new AtChannelOptions(
            64, 8192, Bench.SHORT, Bench.LONG, 2, Bench.SHORT, Bench.LONG, null, 64);
    ScriptedModem modem = new ScriptedModem();
    try (AtChannel channel = AtChannel.open(modem.host(), hasty, slow)) {
      CompletableFuture<AtLine> message = new CompletableFuture<>();
      channel.onUrc(MESSAGE, message::complete);
      modem.lines("NOISE", "+ECMTRECV: 0,1,\"t\",a");
      await(held);
      modem.say("OK\r\nb\r\n").expectNothing();
      release.countDown();
      assertEquals("+ECMTRECV: 0,1,\"t\",a\r\nOK\r\nb", get(message).text());
    }
  }

  @Test
  void anAnswerInsideAPayloadDoesNotEndTheRunningCommand() {
    CompletableFuture<AtLine> message = new CompletableFuture<>();
    bench.channel.onUrc(MESSAGE, message::complete);
    CompletableFuture<String> command = bench.channel.submit(TestCommand.of("AT+A"));
    bench.modem.expect("AT+A\r").lines("+ECMTRECV: 0,1,\"t\",a\r\nOK\r\n+PUB: 1,0");
    get(message);
    assertFalse(command.isDone());
    bench.modem.lines("OK");
    get(command);
  }

  @Test
  void whatNobodyKnowsIsCountedAndGivenToTheCatchAll() {
    CompletableFuture<AtLine> unknown = new CompletableFuture<>();
    bench.channel.onUnknown(unknown::complete);
    bench.modem.lines("SMS DONE");
    assertEquals("SMS DONE", get(unknown).text());
    assertEquals(1, bench.channel.statistics().unknownLines());
  }

  @Test
  void anOverlongLineIsCountedAndTheNextOneIsFine() {
    CompletableFuture<AtLine> unknown = new CompletableFuture<>();
    bench.channel.onUnknown(unknown::complete);
    bench.modem.say("x".repeat(10_000) + "\r\nNEXT\r\n");
    assertEquals("NEXT", get(unknown).text());
    assertEquals(10_002, bench.channel.statistics().overrunBytes());
  }

  @Test
  void bytesAreCountedInBothDirections() {
    bench.roundTrip();
    AtStatistics counted = bench.channel.statistics();
    assertEquals("\r\nOK\r\n".length(), counted.bytesReceived());
    assertEquals(1, counted.commands());
  }

  // ---- subscribers that misbehave ----

  @Test
  void aSlowSubscriberDoesNotHoldUpCommands() {
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    bench.channel.onUrc(Publish.RESULT, urc -> done.complete(awaitQuietly(release)));
    bench.modem.lines("+PUB: 1,0");
    CompletableFuture<String> command =
        CompletableFuture.supplyAsync(() -> bench.channel.execute(TestCommand.of("AT+A")));
    bench.modem.expect("AT+A\r").lines("OK");
    get(command);
    assertFalse(done.isDone());
    release.countDown();
    assertTrue(get(done));
  }

  @Test
  void aSubscriberThatThrowsHarmsNobody() {
    CompletableFuture<Publish.Result> other = new CompletableFuture<>();
    bench.channel.onUrc(
        Publish.RESULT,
        urc -> {
          throw new IllegalStateException("a subscriber of this test");
        });
    bench.channel.onUrc(Publish.RESULT, other::complete);
    bench.modem.lines("+PUB: 1,0");
    assertEquals(new Publish.Result(1, 0), get(other));
    bench.roundTrip();
  }

  @Test
  void aSubscriberInPlaceThatThrowsHarmsNobody() {
    try (Bench direct = new Bench(Bench.PATIENT.withCallbackExecutor(Runnable::run))) {
      direct.channel.onUrc(
          Publish.RESULT,
          urc -> {
            throw new AssertionError("a subscriber of this test");
          });
      direct.modem.lines("+PUB: 1,0", "+PUB: 2,0");
      direct.roundTrip();
    }
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    ScriptedModem modem = new ScriptedModem();
    AtListener broken =
        new AtListener() {
          @Override
          public void onLine(long nanoTime, LineKind kind, String text) {
            throw new AssertionError("a listener of this test");
          }
        };
    try (AtChannel channel = AtChannel.open(modem.host(), Bench.PATIENT, broken)) {
      for (int i = 0; i < 3; i++) {
        CompletableFuture<String> command = channel.submit(TestCommand.of("AT+A"));
        modem.expect("AT+A\r").lines("NOISE", "OK");
        get(command);
      }
    }
  }

  @Test
  void eventsBeyondTheCallbackQueueAreDroppedAndCounted() {
    try (Bench small = new Bench(Bench.options(8, Bench.LONG, null, 2))) {
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch delivered = new CountDownLatch(3);
      small.channel.onUrc(
          Publish.RESULT,
          urc -> {
            started.countDown();
            awaitQuietly(release);
            delivered.countDown();
          });
      small.modem.lines("+PUB: 1,0");
      await(started);
      small.modem.lines("+PUB: 2,0", "+PUB: 3,0", "+PUB: 4,0", "+PUB: 5,0");
      small.roundTrip();
      assertEquals(2, small.channel.statistics().droppedEvents());
      release.countDown();
      await(delivered);
    }
  }

  @Test
  void anAnswerIsNotDroppedWhenTheCallbackQueueIsFull() {
    try (Bench small = new Bench(Bench.options(8, Bench.LONG, null, 1))) {
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch started = new CountDownLatch(1);
      small.channel.onUrc(
          Publish.RESULT,
          urc -> {
            started.countDown();
            awaitQuietly(release);
          });
      small.modem.lines("+PUB: 1,0");
      await(started);
      small.modem.lines("+PUB: 2,0");
      small.roundTrip();
      release.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    assertTrue(awaitQuietly(latch), "it did not happen");
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
