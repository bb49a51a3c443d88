package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the line is usable again: as soon as the module owes nothing, or after a quiet time. */
@Timeout(60)
class AtChannelResyncTest {
  private static final TestCommand SIGNAL =
      TestCommand.of("AT+CSQ").replying(ReplyShape.line("+CSQ", NUMBER, NUMBER));
  private static final TestCommand HASTY = SIGNAL.within(Bench.SHORT);

  /** Whoever waits for the quiet fails the test. */
  private Bench bench = new Bench(Bench.PATIENT.withProbing(Bench.LONG, 2, Bench.LONG));

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theLateAnswerAndThatOfTheProbeMakeTheLineUsableAtOnce() {
    CompletableFuture<String> next = timeOut(HASTY);
    bench.modem.expect("AT\r").lines("+CSQ: 1,1", "OK").expectNothing();
    bench.modem.lines("OK").expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
  }

  @Test
  void bothAnswersInOneReadMakeTheLineUsableAtOnce() {
    CompletableFuture<String> next = timeOut(HASTY);
    bench.modem.expect("AT\r").lines("+CME ERROR: 3", "OK");
    bench.modem.expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
  }

  @Test
  void theAnswerOfTheProbeAloneIsFollowedByTheQuiet() {
    use(Bench.PATIENT.withProbing(Bench.LONG, 2, Bench.SHORT.multipliedBy(8)));
    CompletableFuture<String> next = timeOut(HASTY);
    bench.modem.expect("AT\r").lines("OK").expectNothing();
    bench.modem.expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
  }

  @Test
  void aLateAnswerWithinTheQuietEndsIt() {
    CompletableFuture<String> next = timeOut(HASTY);
    bench.modem.expect("AT\r").lines("OK").expectNothing().lines("+CSQ: 1,1", "OK");
    bench.modem.expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
    assertEquals(1, bench.channel.statistics().staleResults());
  }

  @Test
  void everyProbeThatWasSentIsOwedAnAnswer() {
    use(Bench.PATIENT.withProbing(Duration.ofMillis(500), 20, Bench.LONG));
    CompletableFuture<String> next = timeOut(HASTY);
    bench.modem.expect("AT\r").expect("AT\r").lines("OK", "OK", "OK");
    bench.modem.expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
  }

  @Test
  void leavingTheDataModeIsAnsweredForTheCommand() {
    CompletableFuture<String> next =
        timeOut(HASTY.prompting("x").within(Bench.SHORT.multipliedBy(20)), "\r\n> ", "x\u001a");
    bench.modem.expect("\u001b").lines("OK");
    bench.modem.expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
  }

  @Test
  void aSynchronizeWithoutATimeOutBeforeWaitsForTheQuiet() {
    use(Bench.PATIENT.withProbing(Bench.LONG, 2, Bench.SHORT.multipliedBy(8)));
    bench.roundTrip();
    CompletableFuture<Void> done = CompletableFuture.runAsync(bench.channel::synchronize);
    bench.modem.expect("AT\r");
    CompletableFuture<String> next = bench.channel.submit(SIGNAL);
    bench.modem.lines("OK").expectNothing().lines("OK").expectNothing();
    bench.modem.expect("AT+CSQ\r").lines("+CSQ: 2,2", "OK");
    get(done);
    assertEquals("+CSQ: 2,2", get(next));
  }

  @Test
  void anAnswerThatIsLaterThanTheQuietIsAStrayLineWhileNothingRuns() {
    use(Bench.PATIENT);
    CompletableFuture<Void> done = CompletableFuture.runAsync(bench.channel::synchronize);
    bench.modem.expect("AT\r").lines("OK");
    get(done);
    CompletableFuture<AtLine> stray = new CompletableFuture<>();
    bench.channel.onUnknown(stray::complete);
    bench.modem.lines("OK");
    assertEquals("OK", get(stray).text());
    CompletableFuture<String> next = bench.channel.submit(SIGNAL);
    bench.modem.expect("AT+CSQ\r").expectNothing().lines("+CSQ: 2,2", "OK");
    assertEquals("+CSQ: 2,2", get(next));
  }

  private CompletableFuture<String> timeOut(TestCommand command) {
    CompletableFuture<String> late = bench.channel.submit(command);
    bench.modem.expect("AT+CSQ\r");
    failure(CommandTimeoutException.class, late);
    return bench.channel.submit(SIGNAL);
  }

  private CompletableFuture<String> timeOut(TestCommand command, String prompt, String data) {
    CompletableFuture<String> late = bench.channel.submit(command);
    bench.modem.expect("AT+CSQ\r").say(prompt).expect(data);
    failure(CommandTimeoutException.class, late);
    return bench.channel.submit(SIGNAL);
  }

  private void use(AtChannelOptions options) {
    bench.close();
    bench = new Bench(options);
  }
}
