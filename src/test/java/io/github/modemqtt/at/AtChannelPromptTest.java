package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelPromptTest {
  private static final TestCommand SEND = TestCommand.of("AT+SEND");

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void dataAndItsEndGoOutInOneWriteAfterThePrompt() {
    CompletableFuture<String> sent = bench.channel.submit(SEND.prompting("a\rb\u0000\u00ff\u001a"));
    bench.modem.expect("AT+SEND\r").expectNothing().say("\r\n>").expectNothing().say(" ");
    bench.modem.expect("a\rb\u0000\u00ff\u001a\u001a").lines("OK");
    get(sent);
    assertEquals(List.of("command AT+SEND", "prompt", "data 6", "FINAL OK"), bench.seen.events);
  }

  @Test
  void emptyDataIsItsEndAlone() {
    CompletableFuture<String> sent = bench.channel.submit(SEND.prompting(""));
    bench.modem.expect("AT+SEND\r").say("\r\n> ").expect("\u001a").lines("OK");
    get(sent);
  }

  @Test
  void anErrorInsteadOfThePromptFailsTheCommand() {
    CompletableFuture<String> sent = bench.channel.submit(SEND.prompting("hello"));
    bench.modem.expect("AT+SEND\r").lines("+CME ERROR: 3");
    failure(CommandRejectedException.class, sent);
    bench.modem.say("\r\n> ").expectNothing();
    bench.roundTrip();
  }

  @Test
  void anErrorRightAfterThePromptKeepsTheDataBack() {
    CompletableFuture<String> sent = bench.channel.submit(SEND.prompting("AT+CFUN=0\r"));
    bench.modem.expect("AT+SEND\r").say("\r\n> \r\n+CME ERROR: 3\r\n");
    failure(CommandRejectedException.class, sent);
    bench.modem.expectNothing();
    bench.roundTrip();
  }

  @Test
  void anErrorAfterTheDataFailsTheCommand() {
    CompletableFuture<String> sent = bench.channel.submit(SEND.prompting("hello"));
    bench.modem.expect("AT+SEND\r").say("\r\n> ").expect("hello\u001a").lines("+CME ERROR: 3");
    failure(CommandRejectedException.class, sent);
  }

  @Test
  void okWithoutThePromptIsNoSuccess() {
    CompletableFuture<String> sent = bench.channel.submit(SEND.prompting("hello"));
    bench.modem.expect("AT+SEND\r").lines("OK");
    failure(ReplyFormatException.class, sent);
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(1).prompting("x"));
    bench.modem.expect("AT+PUB=1\r").lines("OK");
    failure(ReplyFormatException.class, publish.accepted());
    failure(ReplyFormatException.class, publish.completed());
  }

  @Test
  void aPromptThatNobodyWaitsForIsNotAnswered() {
    bench.modem.say("\r\n> ").expectNothing().say("\r\n");
    CompletableFuture<String> plain = bench.channel.submit(SEND);
    bench.modem.expect("AT+SEND\r").say("\r\n> ").expectNothing().lines("OK");
    get(plain);
  }

  @Test
  void aMessageBeforeThePromptIsDelivered() {
    CompletableFuture<Publish.Result> urc = new CompletableFuture<>();
    bench.channel.onUrc(Publish.RESULT, urc::complete);
    CompletableFuture<String> sent = bench.channel.submit(SEND.prompting("hello"));
    bench.modem.expect("AT+SEND\r").say("\r\n+PUB: 1,0\r\n\r\n> ").expect("hello\u001a");
    get(urc);
    bench.modem.lines("OK");
    get(sent);
  }

  @Test
  void theEchoOfCommandAndDataIsDropped() {
    CompletableFuture<String> sent =
        bench.channel.submit(SEND.replying(ReplyShape.text()).prompting("OK"));
    bench.modem.expect("AT+SEND\r").say("AT+SEND\r\n> ").expect("OK\u001a");
    bench.modem.say("OK\r\nOK\r\n");
    assertEquals("", get(sent));
    bench.roundTrip();
  }

  @Test
  void aTimeOutBeforeThePromptSaysSo() {
    CompletableFuture<String> sent =
        bench.channel.submit(SEND.prompting("hello").within(Bench.SHORT));
    CommandTimeoutException failure = failure(CommandTimeoutException.class, sent);
    assertTrue(failure.getMessage().contains("for the prompt or"), failure.getMessage());
  }

  @Test
  void aTimeOutAfterTheDataLeavesTheDataMode() {
    CompletableFuture<String> sent =
        bench.channel.submit(SEND.prompting("hello").within(Bench.SHORT.multipliedBy(40)));
    bench.modem.expect("AT+SEND\r").say("\r\n> ").expect("hello\u001a").expect("\u001b");
    failure(CommandTimeoutException.class, sent);
    bench.modem.lines("OK");
    bench.roundTrip();
  }

  @Test
  void aPromptAfterTheTimeOutIsLeftAgain() {
    CompletableFuture<String> sent =
        bench.channel.submit(SEND.prompting("hello").within(Bench.SHORT));
    bench.modem.expect("AT+SEND\r").expect("AT\r");
    failure(CommandTimeoutException.class, sent);
    bench.modem.say("\r\n> ").expect("\u001b").lines("OK");
    bench.roundTrip();
  }
}
