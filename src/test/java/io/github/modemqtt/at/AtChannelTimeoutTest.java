package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelTimeoutTest {
  private static final TestCommand SIGNAL =
      TestCommand.of("AT+CSQ").replying(ReplyShape.line("+CSQ", NUMBER, NUMBER));
  private static final TestCommand HASTY = SIGNAL.within(Bench.SHORT);

  private Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aCommandWithoutAnAnswerFailsAndSaysWhatCameInstead() {
    CompletableFuture<String> future =
        bench.channel.submit(SIGNAL.within(Bench.SHORT.multipliedBy(40)));
    bench.modem.expect("AT+CSQ\r").lines("+NOISE: 7");
    CommandTimeoutException failure = failure(CommandTimeoutException.class, future);
    assertEquals("AT+CSQ", failure.command());
    assertEquals(
        "AT+CSQ got no answer: waited 1000 ms for a final result code, but came [+NOISE: 7]",
        failure.getMessage());
    assertEquals(1, bench.channel.statistics().timeouts());
  }

  @Test
  void eachCommandHasItsOwnTimeOut() {
    CompletableFuture<String> patient = bench.channel.submit(SIGNAL);
    CompletableFuture<String> hasty = bench.channel.submit(HASTY);
    bench.modem.expect("AT+CSQ\r").expectNothing().lines("+CSQ: 1,2", "OK");
    assertEquals("+CSQ: 1,2", get(patient));
    failure(CommandTimeoutException.class, hasty);
  }

  @Test
  void theTimeOfAWaitingCommandBeginsWithItsWrite() {
    CompletableFuture<String> first = bench.channel.submit(SIGNAL);
    CompletableFuture<String> second =
        bench.channel.submit(SIGNAL.within(Bench.SHORT.multipliedBy(40)));
    bench.modem.expect("AT+CSQ\r");
    for (int i = 0; i < 30; i++) {
      bench.modem.expectNothing(); // longer than the second one's time-out
    }
    bench.modem.lines("+CSQ: 1,2", "OK").expect("AT+CSQ\r").lines("+CSQ: 3,4", "OK");
    assertEquals("+CSQ: 1,2", get(first));
    assertEquals("+CSQ: 3,4", get(second));
  }

  @Test
  void afterATimeOutTheModuleIsProbedBeforeTheNextCommand() {
    CompletableFuture<String> late = bench.channel.submit(HASTY);
    CompletableFuture<String> next = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").expect("AT\r");
    failure(CommandTimeoutException.class, late);
    bench.modem.expectNothing().lines("OK").expect("AT+CSQ\r").lines("+CSQ: 3,4", "OK");
    assertEquals("+CSQ: 3,4", get(next));
    assertEquals(1, bench.channel.statistics().resyncs());
  }

  @Test
  void aLateAnswerBeforeTheProbesIsNotTheNextCommandsAnswer() {
    use(Bench.PATIENT.withProbing(Bench.LONG, 2, Bench.SHORT.multipliedBy(20)));
    CompletableFuture<String> late = bench.channel.submit(HASTY);
    bench.modem.expect("AT+CSQ\r");
    failure(CommandTimeoutException.class, late);
    bench.modem.lines("+CSQ: 1,1", "OK");
    CompletableFuture<String> next = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT\r").lines("OK").expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
  }

  @Test
  void aLateAnswerAfterTheProbeIsNotTheNextCommandsAnswer() {
    CompletableFuture<String> late = bench.channel.submit(HASTY);
    CompletableFuture<String> next = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").expect("AT\r");
    failure(CommandTimeoutException.class, late);
    bench.modem.lines("+CSQ: 1,1", "OK", "OK");
    bench.modem.expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
    assertEquals(1, bench.channel.statistics().staleResults());
    assertTrue(bench.seen.all().contains("Dropped a late answer: +CSQ: 1,1"), bench.seen.all());
  }

  @Test
  void aLateErrorAfterTheProbeIsNotTheNextCommandsAnswer() {
    CompletableFuture<String> late = bench.channel.submit(HASTY);
    CompletableFuture<String> next = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").expect("AT\r");
    failure(CommandTimeoutException.class, late);
    bench.modem.lines("ERROR", "OK").expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
  }

  @Test
  void urcsAreDeliveredWhileTheModuleIsProbed() {
    CompletableFuture<Publish.Result> urc = new CompletableFuture<>();
    bench.channel.onUrc(Publish.RESULT, urc::complete);
    CompletableFuture<String> late = bench.channel.submit(HASTY);
    bench.modem.expect("AT+CSQ\r").expect("AT\r");
    failure(CommandTimeoutException.class, late);
    bench.modem.lines("+PUB: 1,0");
    assertEquals(new Publish.Result(1, 0), get(urc));
  }

  @Test
  void aModuleThatIsGoneFailsEverythingThatWaits() {
    useImpatient();
    CompletableFuture<String> first = bench.channel.submit(HASTY);
    CompletableFuture<String> second = bench.channel.submit(SIGNAL);
    CompletableFuture<Publish.Result> third =
        bench.channel.submitDeferred(Publish.of(1)).completed();
    bench.modem.expect("AT+CSQ\r").expect("AT\r").expect("AT\r");
    failure(CommandTimeoutException.class, first);
    ModuleNotRespondingException failure = failure(ModuleNotRespondingException.class, second);
    assertTrue(failure.getMessage().contains("2 times AT"), failure.getMessage());
    failure(ModuleNotRespondingException.class, third);
    bench.modem.expectNothing();
  }

  @Test
  void aModuleThatComesBackIsUsedAgain() {
    useImpatient();
    failure(CommandTimeoutException.class, bench.channel.submit(HASTY));
    failure(ModuleNotRespondingException.class, bench.channel.submit(SIGNAL));

    CompletableFuture<String> next = CompletableFuture.supplyAsync(this::untilItWorks);
    for (String written = ""; !written.equals("AT+BACK\r"); written = bench.modem.nextWrite()) {
      bench.modem.lines("OK");
    }
    bench.modem.lines("OK");
    assertEquals("", get(next));
  }

  /** The test is slower than the probes at times. */
  private String untilItWorks() {
    while (true) {
      try {
        return bench.channel.execute(TestCommand.of("AT+BACK"));
      } catch (ModuleNotRespondingException e) {
        // once more
      }
    }
  }

  @Test
  void synchronizeReturnsWhenTheModuleAnswers() {
    CompletableFuture<Void> done = CompletableFuture.runAsync(bench.channel::synchronize);
    bench.modem.expect("AT\r").lines("OK");
    get(done);
    bench.roundTrip();
  }

  @Test
  void synchronizeTakesAnErrorForAnAnswer() {
    CompletableFuture<Void> done = CompletableFuture.runAsync(bench.channel::synchronize);
    bench.modem.expect("AT\r").lines("ERROR");
    get(done);
  }

  @Test
  void synchronizeWaitsForTheRunningCommand() {
    CompletableFuture<String> running = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r");
    CompletableFuture<Void> done = CompletableFuture.runAsync(bench.channel::synchronize);
    bench.modem.expectNothing().lines("+CSQ: 1,2", "OK").expect("AT\r").lines("OK");
    get(done);
    assertEquals("+CSQ: 1,2", get(running));
  }

  @Test
  void synchronizeFailsWhenNothingAnswers() {
    useImpatient();
    CompletableFuture<Void> done = CompletableFuture.runAsync(bench.channel::synchronize);
    try {
      done.get();
    } catch (ExecutionException | InterruptedException e) {
      assertEquals(ModuleNotRespondingException.class, e.getCause().getClass());
      return;
    } catch (CompletionException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("it must fail");
  }

  private void useImpatient() {
    use(Bench.IMPATIENT);
  }

  private void use(AtChannelOptions options) {
    bench.close();
    bench = new Bench(options);
  }
}
