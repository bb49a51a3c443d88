package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelSubscriptionTest {
  private final Bench bench = new Bench(Bench.PATIENT.withCallbackExecutor(Runnable::run));
  private final List<Object> heard = new CopyOnWriteArrayList<>();
  private final Consumer<Object> subscriber = heard::add;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void nothingComesAfterTheSubscriptionWasClosed() {
    UrcSubscription urcs = bench.channel.onUrc(Publish.RESULT, subscriber);
    UrcSubscription unknown = bench.channel.onUnknown(subscriber);
    say("+PUB: 1,0", "NOISE 1");
    urcs.close();
    say("+PUB: 2,0", "NOISE 2");
    unknown.close();
    say("+PUB: 3,0", "NOISE 3");
    assertEquals(
        List.of(
            new Publish.Result(1, 0),
            AtLine.of("NOISE 1"),
            AtLine.of("+PUB: 2,0"), // nobody wants it any more
            AtLine.of("NOISE 2")),
        heard);
  }

  @Test
  void closingTwiceSparesAnotherSubscriptionOfTheSameSubscriber() {
    UrcSubscription first = bench.channel.onUrc(Publish.RESULT, subscriber);
    bench.channel.onUrc(Publish.RESULT, subscriber);
    UrcSubscription noise = bench.channel.onUnknown(subscriber);
    bench.channel.onUnknown(subscriber);
    first.close();
    first.close();
    noise.close();
    noise.close();
    say("+PUB: 1,0", "NOISE");
    assertEquals(List.of(new Publish.Result(1, 0), AtLine.of("NOISE")), heard);
  }

  @Test
  void otherSubscribersOfTheTypeStay() {
    UrcSubscription leaving = bench.channel.onUrc(Publish.RESULT, urc -> heard.add("leaving"));
    bench.channel.onUrc(Publish.RESULT, urc -> heard.add("staying"));
    leaving.close();
    say("+PUB: 1,0");
    assertEquals(List.of("staying"), heard);
  }

  @Test
  void aSubscriberMayLeaveInItsOwnCall() {
    UrcSubscription[] own = new UrcSubscription[1];
    own[0] =
        bench.channel.onUrc(
            Publish.RESULT,
            urc -> {
              heard.add(urc);
              own[0].close();
            });
    say("+PUB: 1,0");
    say("+PUB: 2,0");
    assertEquals(List.of(new Publish.Result(1, 0)), heard);
  }

  @Test
  void whatWaitsForTheCallbackThreadStillComes() throws Exception {
    try (Bench own = new Bench()) {
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch both = new CountDownLatch(2);
      UrcSubscription subscription =
          own.channel.onUrc(
              Publish.RESULT,
              urc -> {
                held.countDown();
                awaitQuietly(release);
                heard.add(urc);
                both.countDown();
              });
      own.modem.lines("+PUB: 1,0");
      assertTrue(held.await(15, TimeUnit.SECONDS));
      own.modem.lines("+PUB: 2,0");
      CompletableFuture<String> barrier =
          CompletableFuture.supplyAsync(() -> own.channel.execute(TestCommand.of("AT+B")));
      own.modem.expect("AT+B\r").lines("OK");
      get(barrier);
      subscription.close();
      own.modem.lines("+PUB: 3,0");
      release.countDown();
      assertTrue(both.await(15, TimeUnit.SECONDS));
      own.roundTrip();
      assertEquals(List.of(new Publish.Result(1, 0), new Publish.Result(2, 0)), heard);
    }
  }

  @Test
  void aSubscriptionCanBeClosedAfterTheChannel() {
    UrcSubscription urcs = bench.channel.onUrc(Publish.RESULT, subscriber);
    UrcSubscription unknown = bench.channel.onUnknown(subscriber);
    bench.channel.close();
    urcs.close();
    unknown.close();
  }

  /** Says these lines, and lets a command through so that all of them were dealt with. */
  private void say(String... lines) {
    bench.modem.lines(lines);
    bench.roundTrip();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(15, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
