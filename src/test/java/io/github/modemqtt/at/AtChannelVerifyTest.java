package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A final result code directly behind a received message may be a part of that. */
@Timeout(60)
class AtChannelVerifyTest {
  private static final UrcType<AtLine> MESSAGE = UrcType.unit("+RECV", Function.identity());
  private static final String TOUCHING = "\r\n+RECV: 0,a\r\n";
  private static final TestCommand COMMAND = TestCommand.of("AT+A");
  private static final TestCommand SEND = TestCommand.of("AT+SEND").prompting("data");

  private Bench bench = new Bench();

  @BeforeEach
  void subscribe() {
    bench.channel.onUrc(MESSAGE, message -> {});
  }

  @AfterEach
  void close() {
    bench.close();
  }

  // ---- what the probe tells ----

  @Test
  void aGenuineOkCostsOneMoreAtAndNothingElse() {
    CompletableFuture<String> command = start(COMMAND);
    bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r").lines("OK");
    assertEquals("", get(command));
    assertEquals(
        List.of("command AT+A", "URC +RECV: 0,a", "FINAL OK", "command AT", "FINAL OK"),
        bench.seen.events);
    assertEquals(
        List.of(ChannelState.RUNNING, ChannelState.VERIFYING, ChannelState.IDLE),
        bench.seen.states);
    AtStatistics counted = bench.channel.statistics();
    assertEquals(1, counted.commands());
    assertEquals(0, counted.timeouts() + counted.resyncs() + counted.unknownLines());
    bench.roundTrip();
  }

  @Test
  void aGenuineErrorIsReported() {
    CompletableFuture<String> command = start(COMMAND);
    bench.modem.say(TOUCHING + "\r\n+CME ERROR: 3\r\n").expect("AT\r").lines("OK");
    assertEquals("+CME ERROR: 3", failure(CommandRejectedException.class, command).result().text());
    bench.roundTrip();
  }

  @Test
  void aForgedOkDoesNotHideTheErrorBehindIt() {
    CompletableFuture<String> command = start(COMMAND);
    bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r").lines("ERROR", "OK");
    failure(CommandRejectedException.class, command);
    assertTroubleWith("OK");
    bench.roundTrip();
  }

  @Test
  void aForgedErrorDoesNotHideTheOkBehindIt() {
    CompletableFuture<String> command =
        start(COMMAND.replying(ReplyShape.line("+A", ReplyShape.Field.ANY)));
    bench.modem.say(TOUCHING + "\r\nERROR\r\n").expect("AT\r").lines("+A: 1", "OK", "OK");
    assertEquals("+A: 1", get(command));
    assertTroubleWith("ERROR");
    bench.roundTrip();
  }

  @Test
  void theRealAnswerMayComeInTheSameReadAsTheForgedOne() {
    CompletableFuture<String> command = start(COMMAND);
    bench.modem.say(TOUCHING + "\r\nOK\r\n\r\nERROR\r\n").expect("AT\r").lines("OK");
    failure(CommandRejectedException.class, command);
    assertTroubleWith("OK");
    bench.roundTrip();
  }

  @Test
  void severalForgedAnswersDoNotCount() {
    CompletableFuture<String> command = start(COMMAND);
    bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r");
    bench.modem.say(TOUCHING + "\r\nOK\r\n" + TOUCHING + "\r\nOK\r\n\r\nERROR\r\n\r\nOK\r\n");
    failure(CommandRejectedException.class, command);
    bench.roundTrip();
  }

  @Test
  void aBusyModuleHasTheWholeTimeOfTheCommandForItsRealAnswer() {
    use(Bench.PATIENT.withProbing(Bench.SHORT, 2, Bench.SHORT));
    CompletableFuture<String> command = start(COMMAND);
    bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r");
    for (int i = 0; i < 10; i++) {
      bench.modem.expectNothing(); // much longer than a probe may take
    }
    assertFalse(command.isDone());
    bench.modem.lines("ERROR", "OK");
    failure(CommandRejectedException.class, command);
    bench.roundTrip();
  }

  @Test
  void aModuleThatDoesNotAnswerTheProbeHasNotAnsweredTheCommand() {
    use(Bench.PATIENT.withProbing(Duration.ofMillis(300), 20, Bench.SHORT));
    CompletableFuture<String> command = start(COMMAND.within(Bench.SHORT.multipliedBy(20)));
    bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r");
    CommandTimeoutException failure = failure(CommandTimeoutException.class, command);
    assertEquals("AT+A", failure.command());
    CompletableFuture<String> next = bench.channel.submit(TestCommand.of("AT+NEXT"));
    for (String written = bench.modem.nextWrite();
        !written.equals("AT+NEXT\r");
        written = bench.modem.nextWrite()) {
      assertEquals("AT\r", written);
      bench.modem.lines("OK");
    }
    bench.modem.lines("OK");
    get(next);
    assertEquals(1, bench.channel.statistics().timeouts());
  }

  @Test
  void closingWhileAnAnswerIsVerifiedFailsTheCommand() {
    CompletableFuture<String> command = start(COMMAND);
    bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r");
    bench.channel.close();
    failure(ChannelClosedException.class, command);
    assertEquals(ChannelState.CLOSED, bench.seen.states.get(bench.seen.states.size() - 1));
  }

  // ---- nothing of it is left for the next command ----

  @Test
  void theNextCommandIsVerifiedByItself() {
    for (int i = 0; i < 3; i++) {
      CompletableFuture<String> forged = start(COMMAND);
      bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r").lines("ERROR", "OK");
      failure(CommandRejectedException.class, forged);
      CompletableFuture<String> genuine = start(COMMAND);
      bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r").lines("OK");
      get(genuine);
      bench.roundTrip();
    }
  }

  @Test
  void aCommandThatWaitsIsSentRightAfter() {
    CompletableFuture<String> command = start(COMMAND);
    CompletableFuture<String> next = bench.channel.submit(TestCommand.of("AT+B"));
    bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r").lines("OK");
    bench.modem.expect("AT+B\r").lines("OK");
    get(command);
    get(next);
  }

  @Test
  void aSilenceAfterTheMessageMakesTheAnswerCertain() {
    CompletableFuture<String> command = start(COMMAND);
    CompletableFuture<AtLine> message = new CompletableFuture<>();
    bench.channel.onUrc(MESSAGE, message::complete);
    bench.modem.say("\r\n+RECV: 0,a\r\n");
    get(message); // only a silence ends it
    bench.modem.lines("OK");
    get(command);
    bench.roundTrip();
  }

  @Test
  void theEchoOfTheProbeIsNoPartOfTheReply() {
    CompletableFuture<String> command = start(TestCommand.of("ATI").replying(ReplyShape.text()));
    bench.modem.say("ATI\r\nEigencomm\r\n" + TOUCHING + "\r\nOK\r\n");
    bench.modem.expect("AT\r").say("AT\r\nOK\r\n");
    assertEquals("Eigencomm", get(command));
    bench.roundTrip();
  }

  // ---- results that come later ----

  @Test
  void theTimeOfAResultBeginsAlsoAfterAVerifiedOk() {
    Exchange<Publish.Result> publish =
        bench.channel.submitDeferred(Publish.of(7).resultWithin(Bench.SHORT));
    bench.modem.expect("AT+PUB=7\r").say(TOUCHING + "\r\nOK\r\n").expect("AT\r").lines("OK");
    get(publish.accepted());
    failure(ResultTimeoutException.class, publish.completed());
  }

  @Test
  void aResultWhileTheOkIsVerifiedIsKept() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(7));
    bench.modem.expect("AT+PUB=7\r").say(TOUCHING + "\r\nOK\r\n\r\n+PUB: 7,0\r\n");
    bench.modem.expect("AT\r");
    assertFalse(publish.accepted().isDone());
    bench.modem.lines("OK");
    get(publish.accepted());
    assertEquals(new Publish.Result(7, 0), get(publish.completed()));
  }

  // ---- commands with data ----

  @Test
  void aForgedAnswerBeforeThePromptDoesNotKeepTheDataBack() {
    CompletableFuture<String> send = start(SEND);
    bench.modem.say(TOUCHING + "\r\nERROR\r\n").expectNothing();
    bench.modem.say("\r\n> ").expect("data\u001a").lines("OK");
    get(send);
  }

  @Test
  void anAnswerInsteadOfThePromptCountsWhenNoPromptComes() {
    useWithShortProbes();
    CompletableFuture<String> send = start(SEND);
    bench.modem.say(TOUCHING + "\r\n+CME ERROR: 3\r\n");
    failure(CommandRejectedException.class, send);
    bench.modem.expectNothing();
    bench.roundTrip();
  }

  @Test
  void theSecondAnswerBeforeThePromptIsTheRealOne() {
    useWithShortProbes();
    CompletableFuture<String> send = start(SEND);
    bench.modem.say(TOUCHING + "\r\nOK\r\n\r\n+CME ERROR: 3\r\n");
    failure(CommandRejectedException.class, send);
    assertTroubleWith("OK");
    bench.modem.expectNothing();
  }

  @Test
  void anAnswerAfterTheDataIsVerifiedAsAnyOther() {
    CompletableFuture<String> send = start(SEND);
    bench.modem.say("\r\n> ").expect("data\u001a");
    bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r").lines("+CME ERROR: 3", "OK");
    failure(CommandRejectedException.class, send);
    bench.roundTrip();
  }

  @Test
  void whatLooksLikeAPromptInsideAMessageIsNotAnswered() {
    useWithShortProbes();
    CompletableFuture<String> send = start(SEND);
    bench.modem.say(TOUCHING + "\r\n> \r\n+CME ERROR: 3\r\n").expectNothing();
    failure(CommandRejectedException.class, send);
    bench.roundTrip();
  }

  @Test
  void aCancelledCommandThatIsVerifiedEndsAsAnyOther() {
    CompletableFuture<String> command = start(COMMAND);
    bench.modem.say(TOUCHING + "\r\nOK\r\n").expect("AT\r");
    command.cancel(true);
    bench.modem.expectNothing().lines("OK");
    bench.roundTrip();
  }

  private CompletableFuture<String> start(TestCommand command) {
    CompletableFuture<String> started = bench.channel.submit(command);
    bench.modem.expect(command.line() + "\r");
    return started;
  }

  private void assertTroubleWith(String forged) {
    String expected = "trouble A received message held " + forged + " as a line of its own";
    assertTrue(bench.seen.events.contains(expected), bench.seen.all());
  }

  private void useWithShortProbes() {
    use(Bench.PATIENT.withProbing(Bench.SHORT.multipliedBy(10), 2, Bench.SHORT));
  }

  private void useWithLongSilence() {
    use(
        new AtChannelOptions(
            64, 8192, Bench.LONG, Bench.LONG, 2, Bench.SHORT, Bench.LONG, null, 64));
  }

  private void use(AtChannelOptions options) {
    bench.close();
    bench = new Bench(options);
    subscribe();
  }
}
