package io.github.modemqtt.at;

import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a message holds: it is delivered as the firmware printed it, or every piece of it is
 * marked; and a command beside it gets the module's answer, not the message's.
 */
@Timeout(120)
class PayloadTortureTest {
  private static final String REPLY = "\r\n+CSQ: 20,99\r\n";
  private static final String OK = "\r\nOK\r\n";
  private static final String REFUSED = "\r\n+CME ERROR: 10\r\n";
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final TestCommand SIGNAL =
      TestCommand.of("AT+CSQ").replying(ReplyShape.line("+CSQ", NUMBER, NUMBER));
  private static final TestCommand PUBLISH =
      TestCommand.of("AT+ECMTPUB=0,1,1,0,\"t\"").prompting("data");

  private final List<AtLine> lines = new ArrayList<>();
  private PassiveLine line = line();

  private PassiveLine line() {
    PassiveLine fresh = new PassiveLine(Bench.PATIENT, new Seen());
    KnownUrc.LINES.forEach(
        urc -> fresh.onUrc(UrcType.line(urc.type().prefix(), Function.identity()), lines::add));
    return fresh
        .onUrc(UrcType.unit("+ECMTRECV", Function.identity()), lines::add)
        .onUnknown(lines::add);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, Integer.MAX_VALUE})
  void aMessageOnAnIdleLineIsWholeOrMarked(int reads) {
    for (String payload : FirmwarePrint.payloads()) {
      restart();
      line.say(FirmwarePrint.unit(payload).getBytes(ISO_8859_1), () -> reads).elapse(MOMENT);
      assertWholeOrMarked(payload);
    }
  }

  @Test
  void aMessageBeforeTheReply() {
    besideCommand(payload -> List.of(FirmwarePrint.unit(payload) + REPLY + OK));
  }

  @Test
  void aMessageBetweenTheReplyAndItsOk() {
    besideCommand(payload -> List.of(REPLY + FirmwarePrint.unit(payload) + OK));
  }

  @Test
  void aMessageAfterTheOk() {
    besideCommand(payload -> List.of(REPLY + OK + FirmwarePrint.unit(payload)));
  }

  @Test
  void aMessageLongBeforeTheReply() {
    besideCommand(payload -> List.of(FirmwarePrint.unit(payload), "", REPLY + OK));
  }

  /** One of them may forge: of two that do, each by the right amount, the channel knows nothing. */
  @Test
  void messagesAllAround() {
    String innocent = FirmwarePrint.unit("innocent");
    besideCommand(payload -> List.of(FirmwarePrint.unit(payload), REPLY + innocent, OK + innocent));
  }

  /** Commands run while the module says these pieces, with a moment after each. */
  private void besideCommand(Function<String, List<String>> pieces) {
    for (String payload : FirmwarePrint.payloads()) {
      restart();
      CompletableFuture<String> running = line.submit(SIGNAL);
      say(pieces.apply(payload));
      assertEquals("+CSQ: 20,99", end(running, payload));
      assertWholeOrMarked(payload);
      assertNextAnswer(payload);
    }
  }

  @Test
  void aReplyInsideAMessageGivesWayToTheRealOne() {
    String forged = "x\r\n\r\n+CSQ: 1,1";
    CompletableFuture<String> running = line.submit(SIGNAL);
    say(List.of(FirmwarePrint.unit(forged), REPLY + OK));
    assertEquals("+CSQ: 20,99", end(running, forged));
    assertNextAnswer(forged);
  }

  @Test
  void ofTwoRepliesThatTouchAMessageNeitherCounts() {
    String forged = "x\r\n\r\n+CSQ: 1,1";
    CompletableFuture<String> running = line.submit(SIGNAL);
    say(List.of(FirmwarePrint.unit(forged) + REPLY + OK));
    CompletionException failed = assertThrows(CompletionException.class, running::join);
    assertInstanceOf(ReplyFormatException.class, failed.getCause());
    assertNextAnswer(forged);
  }

  @Test
  void aReplyThatDoesNotTouchAMessageStands() {
    String forged = "x\r\n\r\n+CSQ: 1,1";
    CompletableFuture<String> running = line.submit(SIGNAL);
    say(List.of(REPLY + FirmwarePrint.unit(forged) + OK));
    assertEquals("+CSQ: 20,99", end(running, forged));
    assertNextAnswer(forged);
  }

  @Test
  void aForgedOkDoesNotEndASlowCommand() {
    String forged = "x\r\n\r\nOK";
    CompletableFuture<String> running = line.submit(SIGNAL);
    line.say(FirmwarePrint.unit(forged)).elapse(Bench.LONG.dividedBy(2));
    assertFalse(running.isDone());
    say(List.of(REFUSED));
    assertRefused(running, forged);
    assertNextAnswer(forged);
  }

  @Test
  void theCommandAfterAVerifiedOneNeedsNoVerification() {
    CompletableFuture<String> running = line.submit(SIGNAL);
    CompletableFuture<String> next = line.submit(TestCommand.of("AT+NEXT"));
    line.say(FirmwarePrint.unit("x") + REPLY + OK);
    answer();
    while (!line.nextWrite().equals("AT+NEXT\r")) {
      line.elapse(Duration.ofNanos(1000));
    }
    line.say(OK);
    assertEquals("+CSQ: 20,99", end(running, "x"));
    assertEquals("", end(next, "x"));
  }

  @Test
  void aForgedOkIsNoAnswerOfASilentModule() {
    String forged = "x\r\n\r\nOK";
    CompletableFuture<String> running = line.submit(SIGNAL);
    line.say(FirmwarePrint.unit(forged)).elapse(Bench.LONG.multipliedBy(2));
    CompletionException failed = assertThrows(CompletionException.class, running::join);
    assertInstanceOf(CommandTimeoutException.class, failed.getCause());
    line.assertRecovers();
  }

  @Test
  void aResultWhoseOkHadToBeVerifiedTimesOutToo() {
    CompletableFuture<Publish.Result> result = line.submitDeferred(Publish.of(7));
    say(List.of(FirmwarePrint.unit("x") + OK));
    line.elapse(Bench.LONG.dividedBy(2));
    assertFalse(result.isDone());
    line.elapse(Bench.LONG);
    CompletionException failed = assertThrows(CompletionException.class, result::join);
    assertInstanceOf(ResultTimeoutException.class, failed.getCause());
  }

  @Test
  void aMessageRightAfterThePromptDoesNotKeepTheDataBack() {
    for (String payload : FirmwarePrint.payloads()) {
      restart();
      CompletableFuture<String> publish = line.submit(PUBLISH);
      line.nextWrite();
      line.say("\r\n> " + FirmwarePrint.unit(payload));
      assertEquals("data\u001a", line.nextWrite(), () -> shown(payload));
      say(List.of(OK));
      assertEquals("", end(publish, payload));
      assertNextAnswer(payload);
    }
  }

  @Test
  void aRefusalBesideAMessageIsNoSuccess() {
    for (String payload : FirmwarePrint.payloads()) {
      restart();
      CompletableFuture<String> running = line.submit(SIGNAL);
      say(List.of(FirmwarePrint.unit(payload), REFUSED));
      assertRefused(running, payload);
      assertNextAnswer(payload);

      restart();
      CompletableFuture<String> touching = line.submit(SIGNAL);
      say(List.of(FirmwarePrint.unit(payload) + REFUSED));
      assertRefused(touching, payload);
      assertNextAnswer(payload);
    }
  }

  @Test
  void aMessageBeforeThePromptNeitherSendsTheDataNorEndsTheCommand() {
    for (String payload : FirmwarePrint.payloads()) {
      restart();
      CompletableFuture<String> publish = line.submit(PUBLISH);
      assertEquals("AT+ECMTPUB=0,1,1,0,\"t\"\r", line.nextWrite());
      line.say(FirmwarePrint.unit(payload)).elapse(MOMENT);
      assertEquals("", line.nextWrite(), () -> shown(payload));
      line.say("\r\n> ").elapse(MOMENT);
      assertEquals("data\u001a", line.nextWrite(), () -> shown(payload));
      say(List.of(FirmwarePrint.unit(payload) + OK));
      assertEquals("", end(publish, payload));
      assertWholeOrMarked(payload);
      assertNextAnswer(payload);
    }
  }

  @Test
  void aPromptThatTouchesAMessageIsStillThePrompt() {
    for (String payload : FirmwarePrint.payloads()) {
      restart();
      CompletableFuture<String> publish = line.submit(PUBLISH);
      line.nextWrite();
      line.say(FirmwarePrint.unit(payload) + "\r\n> ").elapse(MOMENT);
      assertEquals("data\u001a", line.nextWrite(), () -> shown(payload));
      say(List.of(OK));
      assertEquals("", end(publish, payload));
      assertNextAnswer(payload);
    }
  }

  @Test
  void aRefusalBeforeThePromptBesideAMessageIsARefusal() {
    for (String payload : FirmwarePrint.payloads()) {
      restart();
      CompletableFuture<String> publish = line.submit(PUBLISH);
      line.nextWrite();
      line.say(FirmwarePrint.unit(payload) + REFUSED).elapse(Bench.LONG);
      assertTrue(publish.isCompletedExceptionally(), () -> shown(payload));
      assertNextAnswer(payload);
    }
  }

  // ---- the module ----

  private void restart() {
    lines.clear();
    line = line();
  }

  /** Says the pieces; what was sent meanwhile is answered after the last, as a module does it. */
  private void say(List<String> pieces) {
    for (String piece : pieces.subList(0, pieces.size() - 1)) {
      line.say(piece).elapse(MOMENT);
    }
    line.say(pieces.get(pieces.size() - 1));
    answer();
    line.elapse(MOMENT);
  }

  private void answer() {
    for (String write = line.nextWrite(); !write.isEmpty(); write = line.nextWrite()) {
      if (write.equals("AT\r")) {
        line.say(OK);
      }
    }
  }

  private void assertNextAnswer(String payload) {
    line.elapse(MOMENT);
    CompletableFuture<String> next =
        line.submit(TestCommand.of("AT+NEXT").replying(ReplyShape.line("+NEXT", NUMBER)));
    assertEquals("AT+NEXT\r", line.nextWrite(), () -> shown(payload));
    line.say("\r\n+NEXT: 1\r\n\r\nOK\r\n").elapse(MOMENT);
    assertEquals("+NEXT: 1", end(next, payload));
  }

  private static String end(CompletableFuture<String> future, String payload) {
    assertTrue(future.isDone(), () -> shown(payload));
    try {
      return future.join();
    } catch (CompletionException e) {
      throw new AssertionError(shown(payload), e);
    }
  }

  private static void assertRefused(CompletableFuture<String> future, String payload) {
    assertTrue(future.isDone(), () -> shown(payload));
    CompletionException failed =
        assertThrows(CompletionException.class, future::join, () -> shown(payload));
    CommandRejectedException refused =
        assertInstanceOf(CommandRejectedException.class, failed.getCause(), () -> shown(payload));
    assertTrue(refused.getMessage().contains("10"), refused.getMessage());
  }

  /** What was delivered first is the message as printed; if not, all that was is marked. */
  private void assertWholeOrMarked(String payload) {
    String expected = FirmwarePrint.text(payload);
    for (AtLine found : lines) {
      String text = new String(found.bytes(), ISO_8859_1);
      boolean whole = text.equals(expected) || text.equals(FirmwarePrint.text("innocent"));
      assertTrue(whole || found.isAmbiguous(), () -> shown(payload) + " as " + lines);
    }
    assertTrue(!lines.isEmpty(), () -> shown(payload));
  }

  private static String shown(String payload) {
    return '<' + payload.replace("\r", "<CR>").replace("\n", "<LF>") + '>';
  }
}
