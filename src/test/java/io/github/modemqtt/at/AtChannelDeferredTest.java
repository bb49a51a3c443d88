package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelDeferredTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theResultAfterOkCompletesTheSecondStage() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("OK");
    get(publish.accepted());
    assertFalse(publish.completed().isDone());
    bench.modem.lines("+PUB: 7,0");
    assertEquals(new Publish.Result(7, 0), get(publish.completed()));
  }

  @Test
  void theResultBeforeOkIsKeptForIt() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("+PUB: 7,2").expectNothing();
    assertFalse(publish.completed().isDone());
    bench.modem.lines("OK");
    get(publish.accepted());
    assertEquals(new Publish.Result(7, 2), get(publish.completed()));
  }

  @Test
  void resultAndOkInOneReadCompleteInOrder() {
    BlockingQueue<String> order = new LinkedBlockingQueue<>();
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    publish.accepted().thenRun(() -> order.add("accepted"));
    publish.completed().thenRun(() -> order.add("completed"));
    bench.modem.expect("AT+PUB=7\r").lines("OK", "+PUB: 7,0");
    get(publish.completed());
    assertEquals(List.of("accepted", "completed"), List.of(take(order), take(order)));
  }

  @Test
  void theLineIsFreeWhileAResultIsAwaited() {
    Exchange<Publish.Result> first = bench.channel.submitDeferred(Publish.of(1));
    Exchange<Publish.Result> second = bench.channel.submitDeferred(Publish.of(2));
    bench.modem.expect("AT+PUB=1\r").lines("OK").expect("AT+PUB=2\r").lines("OK");
    bench.roundTrip();
    bench.modem.lines("+PUB: 2,0", "+PUB: 1,2");
    assertEquals(new Publish.Result(2, 0), get(second.completed()));
    assertEquals(new Publish.Result(1, 2), get(first.completed()));
  }

  @Test
  void aResultOfAnotherIdIsNotTaken() {
    BlockingQueue<AtLine> unknown = new LinkedBlockingQueue<>();
    bench.channel.onUnknown(unknown::add);
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("OK", "+PUB: 8,0");
    assertEquals("+PUB: 8,0", take(unknown).text());
    assertFalse(publish.completed().isDone());
    bench.modem.lines("+PUB: 7,0");
    assertEquals(new Publish.Result(7, 0), get(publish.completed()));
  }

  @Test
  void aDuplicateResultIsStaleAndGoesToTheCatchAll() {
    BlockingQueue<AtLine> unknown = new LinkedBlockingQueue<>();
    bench.channel.onUnknown(unknown::add);
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("OK", "+PUB: 7,2", "+PUB: 7,0");
    assertEquals(new Publish.Result(7, 2), get(publish.completed()));
    assertEquals("+PUB: 7,0", take(unknown).text());
    assertEquals(1, bench.channel.statistics().staleResults());
  }

  @Test
  void aDuplicateResultBeforeOkIsStale() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("+PUB: 7,2", "+PUB: 7,0", "OK");
    assertEquals(new Publish.Result(7, 2), get(publish.completed()));
    assertEquals(1, bench.channel.statistics().staleResults());
  }

  @Test
  void aDuplicateResultGoesToSubscribersWhereThereAreSome() {
    BlockingQueue<Publish.Result> urcs = new LinkedBlockingQueue<>();
    bench.channel.onUrc(Publish.RESULT, urcs::add);
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("OK", "+PUB: 7,2", "+PUB: 7,0");
    assertEquals(new Publish.Result(7, 2), get(publish.completed()));
    assertEquals(new Publish.Result(7, 0), take(urcs));
    assertTrue(urcs.isEmpty(), "the result itself is not delivered as a URC");
  }

  @Test
  void aResultWhoseTextCannotBeReadGoesToTheCatchAll() {
    BlockingQueue<AtLine> unknown = new LinkedBlockingQueue<>();
    bench.channel.onUnknown(unknown::add);
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("OK", "+PUB: x");
    assertEquals("+PUB: x", take(unknown).text());
    assertFalse(publish.completed().isDone());
  }

  @Test
  void aResultThatDoesNotComeIsATypedFailure() {
    Exchange<Publish.Result> publish =
        bench.channel.submitDeferred(Publish.of(7).resultWithin(Bench.SHORT));
    bench.modem.expect("AT+PUB=7\r").expectNothing().lines("OK");
    get(publish.accepted());
    ResultTimeoutException failure = failure(ResultTimeoutException.class, publish.completed());
    assertEquals("AT+PUB=7", failure.command());
    assertTrue(failure.getMessage().contains("+PUB"), failure.getMessage());
    assertEquals(1, bench.channel.statistics().timeouts());
    bench.roundTrip();
  }

  @Test
  void aResultAfterItsTimeOutIsStale() {
    Exchange<Publish.Result> publish =
        bench.channel.submitDeferred(Publish.of(7).resultWithin(Bench.SHORT));
    bench.modem.expect("AT+PUB=7\r").lines("OK");
    failure(ResultTimeoutException.class, publish.completed());
    Exchange<Publish.Result> next = bench.channel.submitDeferred(Publish.of(8));
    bench.modem.expect("AT+PUB=8\r").lines("OK", "+PUB: 7,0", "+PUB: 8,1");
    assertEquals(new Publish.Result(8, 1), get(next.completed()));
    assertEquals(1, bench.channel.statistics().staleResults());
  }

  @Test
  void aRejectionFailsBothStages() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").lines("+CME ERROR: 3");
    failure(CommandRejectedException.class, publish.accepted());
    failure(CommandRejectedException.class, publish.completed());
    bench.modem.lines("+PUB: 7,0");
    bench.roundTrip();
    assertEquals(1, bench.channel.statistics().staleResults());
  }

  @Test
  void aTimeOutOfTheCommandFailsBothStages() {
    Exchange<Publish.Result> publish =
        bench.channel.submitDeferred(Publish.of(7).within(Bench.SHORT));
    failure(CommandTimeoutException.class, publish.accepted());
    failure(CommandTimeoutException.class, publish.completed());
  }

  @Test
  void aPromptedCommandMayHaveAResult() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7).prompting("hi"));
    bench.modem.expect("AT+PUB=7\r").say("\r\n> ").expect("hi\u001a").lines("OK", "+PUB: 7,0");
    get(publish.accepted());
    assertEquals(new Publish.Result(7, 0), get(publish.completed()));
  }

  @Test
  void aCommandThatFailsToRecogniseItsResultDoesNotStopTheChannel() {
    DeferredCommand<Publish.Result> broken =
        new DeferredCommand<>() {
          @Override
          public CommandLine line() {
            return CommandLine.of("AT+BROKEN");
          }

          @Override
          public UrcType<Publish.Result> resultType() {
            return Publish.RESULT;
          }

          @Override
          public boolean isResult(Publish.Result urc) {
            throw new IllegalStateException("broken");
          }

          @Override
          public java.time.Duration resultTimeout() {
            return Bench.SHORT;
          }
        };
    Exchange<Publish.Result> exchange = bench.channel.submitDeferred(broken);
    bench.modem.expect("AT+BROKEN\r").lines("OK", "+PUB: 1,0");
    get(exchange.accepted());
    failure(ResultTimeoutException.class, exchange.completed());
    bench.roundTrip();
    assertTrue(bench.seen.all().contains("trouble Cannot tell whether +PUB"), bench.seen.all());
  }

  private static <T> T take(BlockingQueue<T> queue) {
    try {
      T taken = queue.poll(15, TimeUnit.SECONDS);
      if (taken == null) {
        throw new AssertionError("nothing came");
      }
      return taken;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
