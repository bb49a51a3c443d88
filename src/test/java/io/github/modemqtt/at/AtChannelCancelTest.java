package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelCancelTest {
  private Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  // ---- a command that waits ----

  @Test
  void aCommandThatIsCancelledWhileItWaitsIsNeverWritten() {
    CompletableFuture<String> running = start("AT+A");
    CompletableFuture<String> waiting = bench.channel.submit(TestCommand.of("AT+B"));
    CompletableFuture<String> urgent =
        bench.channel.submit(TestCommand.of("AT+U"), Priority.URGENT);
    CompletableFuture<String> last = bench.channel.submit(TestCommand.of("AT+C"));
    assertTrue(waiting.cancel(true));
    assertTrue(urgent.cancel(false));
    bench.modem.lines("OK").expect("AT+C\r").lines("OK");
    get(running);
    get(last);
    assertEquals(2, bench.channel.statistics().commands());
    bench.roundTrip();
  }

  @Test
  void itsPlaceInTheQueueIsFreeAgain() {
    bench.close();
    bench = new Bench(Bench.options(1, Bench.LONG, null, 16));
    CompletableFuture<String> running = start("AT+A");
    bench.channel.submit(TestCommand.of("AT+B")).cancel(false);
    CompletableFuture<String> next = bench.channel.submit(TestCommand.of("AT+C"));
    bench.modem.lines("OK").expect("AT+C\r").lines("OK");
    get(running);
    get(next);
  }

  @Test
  void cancellingEitherStageOfACommandThatWaitsCancelsBoth() {
    CompletableFuture<String> running = start("AT+A");
    Exchange<Publish.Result> first = bench.channel.submitDeferred(Publish.of(1));
    Exchange<Publish.Result> second = bench.channel.submitDeferred(Publish.of(2));
    first.accepted().cancel(false);
    second.completed().cancel(false);
    assertCancelled(first.completed());
    assertCancelled(second.accepted());
    bench.modem.lines("OK");
    get(running);
    bench.roundTrip();
  }

  // ---- the command that runs ----

  @Test
  void theLateAnswerOfACancelledCommandIsNotTheNextOnes() {
    CompletableFuture<String> running =
        bench.channel.submit(TestCommand.of("AT+A").replying(ReplyShape.text()));
    bench.modem.expect("AT+A\r");
    CompletableFuture<String> next =
        bench.channel.submit(TestCommand.of("AT+B").replying(ReplyShape.text()));
    running.cancel(true);
    assertThrows(CancellationException.class, running::join);
    bench.modem.expectNothing().lines("late", "ERROR").expect("AT+B\r").lines("mine", "OK");
    assertEquals("mine", get(next));
  }

  @Test
  void aCancelledCommandThatIsNeverAnsweredStillTimesOut() {
    CompletableFuture<String> running =
        bench.channel.submit(TestCommand.of("AT+A").within(Bench.SHORT.multipliedBy(4)));
    bench.modem.expect("AT+A\r");
    running.cancel(true);
    bench.modem.expect("AT\r").lines("OK");
    bench.roundTrip();
    assertEquals(1, bench.channel.statistics().timeouts());
  }

  @Test
  void dataIsNotSentForACancelledCommand() {
    CompletableFuture<String> running =
        bench.channel.submit(TestCommand.of("AT+A").prompting("secret"));
    bench.modem.expect("AT+A\r");
    running.cancel(true);
    bench.modem.say("\r\n> ").expect("\u001b").expectNothing().lines("OK");
    bench.roundTrip();
  }

  @Test
  void cancellingAfterTheDataChangesNothingOnTheLine() {
    CompletableFuture<String> running = bench.channel.submit(TestCommand.of("AT+A").prompting("d"));
    bench.modem.expect("AT+A\r").say("\r\n> ").expect("d\u001a");
    running.cancel(true);
    bench.modem.expectNothing().lines("OK");
    bench.roundTrip();
  }

  // ---- the result that comes later ----

  @Test
  void theLateResultOfACancelledCommandIsStaleAndNews() throws Exception {
    BlockingQueue<Publish.Result> news = new LinkedBlockingQueue<>();
    bench.channel.onUrc(Publish.RESULT, news::add);
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("OK");
    get(publish.accepted());
    publish.completed().cancel(false);
    bench.modem.lines("+PUB: 7,0");
    assertEquals(new Publish.Result(7, 0), news.poll(15, TimeUnit.SECONDS));
    assertEquals(1, bench.channel.statistics().staleResults());
  }

  @Test
  void cancellingTheResultBeforeOkLetsTheFirstStageGoOn() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r");
    publish.completed().cancel(false);
    assertFalse(publish.accepted().isDone());
    bench.modem.lines("OK");
    get(publish.accepted());
    bench.modem.lines("+PUB: 7,0");
    bench.roundTrip();
    assertEquals(1, bench.channel.statistics().staleResults());
  }

  @Test
  void cancellingTheFirstStageGivesTheResultUp() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("+PUB: 7,0");
    publish.accepted().cancel(false);
    assertCancelled(publish.completed());
    bench.modem.lines("OK");
    bench.roundTrip();
  }

  @Test
  void aCancelledResultDoesNotCountForTheBoundOfResults() {
    bench.close();
    bench = new Bench(Bench.options(1, Bench.LONG, null, 16));
    Exchange<Publish.Result> first = bench.channel.submitDeferred(Publish.of(1));
    bench.modem.expect("AT+PUB=1\r").lines("OK");
    get(first.accepted());
    failure(QueueFullException.class, bench.channel.submitDeferred(Publish.of(2)).accepted());
    first.completed().cancel(false);
    Exchange<Publish.Result> third = bench.channel.submitDeferred(Publish.of(3));
    bench.modem.expect("AT+PUB=3\r").lines("OK", "+PUB: 3,0");
    assertEquals(new Publish.Result(3, 0), get(third.completed()));
  }

  // ---- how and when ----

  @Test
  void cancellingTwiceOrTooLateDoesNothing() {
    CompletableFuture<String> running = start("AT+A");
    assertTrue(running.cancel(false));
    running.cancel(true);
    bench.modem.lines("OK");
    bench.roundTrip();

    CompletableFuture<String> done = start("AT+B");
    bench.modem.lines("OK");
    get(done);
    assertFalse(done.cancel(true));
    assertFalse(done.isCancelled());
    bench.roundTrip();
  }

  @Test
  void aCommandCanBeCancelledFromAnotherThreadAndFromACallback() {
    CompletableFuture<String> running = start("AT+A");
    CompletableFuture<String> fromThread = bench.channel.submit(TestCommand.of("AT+B"));
    CompletableFuture<String> fromCallback = bench.channel.submit(TestCommand.of("AT+C"));
    CompletableFuture<Boolean> cancelled = running.thenApply(ok -> fromCallback.cancel(true));
    assertTrue(get(CompletableFuture.supplyAsync(() -> fromThread.cancel(true))));
    CompletableFuture<String> urgent =
        bench.channel.submit(TestCommand.of("AT+U"), Priority.URGENT);
    bench.modem.lines("OK").expect("AT+U\r"); // AT+C waits behind it until it is cancelled
    assertTrue(get(cancelled));
    bench.modem.lines("OK");
    get(urgent);
    bench.roundTrip();
  }

  @Test
  void aCommandCanBeCancelledInAListenerThatRunsInPlace() {
    bench.close();
    bench = new Bench(Bench.PATIENT.withCallbackExecutor(Runnable::run));
    CompletableFuture<String> running = start("AT+A");
    CompletableFuture<String> waiting = bench.channel.submit(TestCommand.of("AT+B"));
    bench.channel.onUrc(Publish.RESULT, urc -> waiting.cancel(true));
    bench.modem.lines("+PUB: 1,0");
    assertCancelled(waiting);
    bench.modem.lines("OK");
    get(running);
    bench.roundTrip();
  }

  @Test
  void cancellingAfterTheCloseDoesNothing() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r");
    bench.channel.close();
    failure(ChannelClosedException.class, publish.completed());
    assertFalse(publish.completed().cancel(true));
  }

  private CompletableFuture<String> start(String command) {
    CompletableFuture<String> running = bench.channel.submit(TestCommand.of(command));
    bench.modem.expect(command + "\r");
    return running;
  }

  private static void assertCancelled(CompletableFuture<?> future) {
    assertThrows(CancellationException.class, () -> future.get(15, TimeUnit.SECONDS));
  }
}
