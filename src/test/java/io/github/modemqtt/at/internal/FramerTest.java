package io.github.modemqtt.at.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class FramerTest {
  private static final byte[] PROMPT = "> ".getBytes(US_ASCII);
  private static final int LIMIT = 64;

  private final RecordingSink sink = new RecordingSink();
  private final Framer framer = new Framer(sink, LIMIT);

  // ---- lines ----

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r\r\n", "\r\r\r\n"})
  void aLineEndsAtALineFeedWithAnyCarriageReturnsBeforeIt(String lineEnd) {
    feed("OK" + lineEnd + "NEXT" + lineEnd);
    assertEvents("line(OK)", "line(NEXT)");
  }

  @Test
  void aCarriageReturnAfterTheLineFeedBelongsToTheLineEnd() {
    feed("\n\rF1: 0000 0000\n\rV0: 0001\n\rLeaving the BROM\n\r");
    assertEvents("line(F1: 0000 0000)", "line(V0: 0001)", "line(Leaving the BROM)");
  }

  @Test
  void emptyLinesAreNoEvents() {
    feed("\r\n\r\n\n\n\r\r\n\n\r");
    assertEvents();
  }

  @Test
  void aCarriageReturnInsideALineIsText() {
    feed("+ECPING: DEST\rDONE\r\n");
    assertEvents("line(+ECPING: DEST\rDONE)");
  }

  @Test
  void aLineIsAnEventOnlyWhenItsLineFeedIsThere() {
    feed("\r\n+CSQ: 20");
    assertEvents();
    feed(",99\r");
    assertEvents();
    feed("\n");
    assertEvents("line(+CSQ: 20,99)");
  }

  @Test
  void everyByteValueButTheLineEndPassesThrough() {
    StringBuilder all = new StringBuilder("x");
    for (char c = 0; c < 256; c++) {
      if (c != '\n' && c != '\r') {
        all.append(c);
      }
    }
    Framer roomy = new Framer(sink, 1000);
    byte[] bytes = (all + "\r\n").getBytes(ISO_8859_1);
    roomy.feed(bytes, 0, bytes.length);
    assertEvents("line(" + all + ")");
  }

  @Test
  void onlyTheGivenRangeOfTheBufferIsRead() {
    byte[] buffer = "AB\r\nOK\r\nCD\r\n".getBytes(US_ASCII);
    framer.feed(buffer, 4, 4);
    assertEvents("line(OK)");
  }

  // ---- prompt ----

  @Test
  void anUnarmedPromptIsPlainText() {
    feed("\r\n> ");
    feed("\r\n");
    assertEvents("line(> )");
  }

  @Test
  void anArmedPromptIsRecognisedWithoutALineEnd() {
    framer.armPrompt(PROMPT);
    feed("\r\n> ");
    assertEvents("prompt");
  }

  @Test
  void aPromptFiresOnce() {
    framer.armPrompt(PROMPT);
    feed("\r\n> \r\n> \r\n");
    assertEvents("prompt", "line(> )");
  }

  @Test
  void aPromptIsRecognisedOnlyAtTheStartOfALine() {
    framer.armPrompt(PROMPT);
    feed("x> y\r\n");
    assertEvents("line(x> y)");
    feed("> ");
    assertEvents("line(x> y)", "prompt");
  }

  @Test
  void aPromptMayBeSplitOverReads() {
    framer.armPrompt(PROMPT);
    feed("\r");
    feed("\n");
    feed(">");
    assertEvents();
    feed(" ");
    assertEvents("prompt");
  }

  @Test
  void whatOnlyBeginsLikeThePromptIsALine() {
    framer.armPrompt(PROMPT);
    feed(">");
    feed("x\r\n");
    assertEvents("line(>x)");
  }

  @Test
  void aPromptWithoutABlankCanBeArmed() {
    framer.armPrompt(">".getBytes(US_ASCII));
    feed("\r\n>Hello\r\n");
    assertEvents("prompt", "line(Hello)");
  }

  @Test
  void aDisarmedPromptIsPlainText() {
    framer.armPrompt(PROMPT);
    framer.disarmPrompt();
    feed("> \n");
    assertEvents("line(> )");
  }

  @Test
  void linesBeforeAndAfterAPromptAreLines() {
    framer.armPrompt(PROMPT);
    feed("\r\n+URC: 1\r\n\r\n> \r\nOK\r\n");
    assertEvents("line(+URC: 1)", "prompt", "line(OK)");
  }

  @Test
  void aPromptInsideAUnitIsText() {
    framer.armPrompt(PROMPT);
    feed("\r\n+RECV: a\r\n> b\r\n\r\n> ");
    framer.silence();
    assertEvents("ambiguous(+RECV: a\r\n> b)", "prompt");
  }

  // ---- units ----

  @Test
  void aUnitEndsAtASilence() {
    feed("\r\n+RECV: hello\r\n");
    assertEvents();
    assertTrue(framer.awaitsSilence());
    framer.silence();
    assertEvents("unit(+RECV: hello)");
    assertFalse(framer.awaitsSilence());
  }

  @Test
  void aUnitEndsWhereTheNextOneBegins() {
    feed("\r\n+RECV: hello\r\n\r\nOK\r\n");
    assertEvents("ambiguous(+RECV: hello)", "line?(OK)");
  }

  @Test
  void aUnitHoldsLineEndsAndWhatLooksLikeAnswers() {
    feed("\r\n+RECV: a\r\nOK\r\n+URC: 1\nERROR\r\n> ");
    framer.silence();
    assertEvents();
    feed("\r\n");
    framer.silence();
    assertEvents("ambiguous(+RECV: a\r\nOK\r\n+URC: 1\nERROR\r\n> )");
  }

  @Test
  void aUnitAloneBetweenSilencesIsNotAmbiguous() {
    feed("\r\n+RECV: a\r\n");
    framer.silence();
    feed("\r\n+RECV: b\r\n");
    framer.silence();
    assertEvents("unit(+RECV: a)", "unit(+RECV: b)");
  }

  @Test
  void everyUnitOfABurstIsAmbiguous() {
    feed("\r\n+RECV: a\r\n\r\n+RECV: b\r\n\r\n+RECV: c\r\n");
    framer.silence();
    assertEvents("ambiguous(+RECV: a)", "ambiguous(+RECV: b)", "ambiguous(+RECV: c)");
  }

  @Test
  void aUnitThatFollowsALineWithoutASilenceIsNotAmbiguousForThat() {
    feed("\r\nOK\r\n\r\n+RECV: a\r\n");
    framer.silence();
    assertEvents("line(OK)", "unit(+RECV: a)");
  }

  @Test
  void aUnitAfterALineAfterAUnitIsAmbiguous() {
    feed("\r\n+RECV: a\r\n\r\nOK\r\n");
    assertTrue(framer.awaitsSilence());
    feed("\r\n+RECV: b\r\n");
    framer.silence();
    assertEvents("ambiguous(+RECV: a)", "line?(OK)", "ambiguous(+RECV: b)");
  }

  @Test
  void carriageReturnsInsideAUnitAreKept() {
    feed("\r\n+RECV: a\r\r\nb\rc\r\n");
    framer.silence();
    assertEvents("ambiguous(+RECV: a\r\r\nb\rc)");
  }

  @Test
  void aBareLineFeedInsideAUnitIsText() {
    feed("\r\n+RECV: a\nb\r\n");
    framer.silence();
    assertEvents("ambiguous(+RECV: a\nb)");
  }

  @Test
  void anEmptyPayloadIsAUnit() {
    feed("\r\n+RECV:\r\n");
    framer.silence();
    assertEvents("unit(+RECV:)");
  }

  @Test
  void aPromptThatTouchesAUnitCountsWhenSilenceFollows() {
    framer.armPrompt("> ".getBytes(US_ASCII));
    feed("\r\n+RECV: a\r\n\r\n> ");
    assertEvents("ambiguous(+RECV: a)");
    assertTrue(framer.awaitsSilence());
    framer.silence();
    assertEvents("ambiguous(+RECV: a)", "prompt");
  }

  @Test
  void aPromptAtTheEndOfAUnitIsText() {
    framer.armPrompt("> ".getBytes(US_ASCII));
    feed("\r\n+RECV: a\r\n\r\n> \r\n");
    framer.silence();
    assertEvents("ambiguous(+RECV: a)", "line?(> )");
    feed("\r\n> ");
    assertEvents("ambiguous(+RECV: a)", "line?(> )", "prompt");
  }

  @Test
  void aPromptThatComesInPiecesAroundTheSilenceIsFound() {
    framer.armPrompt("> ".getBytes(US_ASCII));
    feed("\r\n+RECV: a\r\n\r\n>");
    framer.silence();
    feed(" ");
    assertEvents("ambiguous(+RECV: a)", "prompt");
  }

  @Test
  void aSilenceInTheMiddleOfAUnitDoesNotCutIt() {
    feed("\r\n+RECV: hel");
    assertFalse(framer.awaitsSilence());
    framer.silence();
    feed("lo\r\n");
    framer.silence();
    assertEvents("unit(+RECV: hello)");
  }

  @Test
  void aSilenceAfterTheFirstByteOfTheNextLineEndEndsTheUnit() {
    feed("\r\n+RECV: a\r\n\r");
    assertTrue(framer.awaitsSilence());
    framer.silence();
    feed("\nOK\r\n");
    assertEvents("ambiguous(+RECV: a)", "line(OK)");
  }

  // ---- limit ----

  @Test
  void aLineOfExactlyTheLimitPassesWithItsCarriageReturn() {
    String line = "x".repeat(LIMIT - 1);
    feed("x" + line + "\n" + line + "\r\n");
    assertEvents("line(x" + line + ")", "line(" + line + ")");
  }

  @Test
  void aLineOfExactlyTheLimitPassesInSingleBytes() {
    String line = "x".repeat(LIMIT - 1);
    feedSingly(line + "\r\nx" + line + "\n");
    assertEvents("line(" + line + ")", "line(x" + line + ")");
  }

  @Test
  void aUnitOfExactlyTheLimitPassesWithItsLineEnds() {
    String unit = "+RECV:" + "x".repeat(LIMIT - 9);
    feed("\r\n" + unit + "x\r\n");
    framer.silence();
    feed("\r\n" + unit + "\r\n\r\nOK\r\n");
    assertEvents("unit(" + unit + "x)", "ambiguous(" + unit + ")", "line?(OK)");
  }

  @Test
  void aLineBeyondTheLimitIsCountedWithItsEndAndTheNextOneIsFine() {
    feed("x".repeat(LIMIT + 1) + "\r\nOK\r\n");
    assertEvents("overrun(" + (LIMIT + 3) + ")", "line(OK)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 63, 64, 65, 66, 1000})
  void theCountOfAnOverrunDoesNotDependOnTheReads(int size) {
    byte[] bytes = ("\r\n" + "x".repeat(200) + "\r\nOK\r\n").getBytes(US_ASCII);
    for (int at = 0; at < bytes.length; at += size) {
      framer.feed(bytes, at, Math.min(size, bytes.length - at));
    }
    assertEvents("overrun(202)", "line(OK)");
  }

  @Test
  void aUnitBeyondTheLimitIsCountedUpToItsNextLineFeed() {
    feed("\r\n+RECV:" + "x".repeat(LIMIT) + "\r\nOK\r\n");
    assertEvents("overrun(" + (LIMIT + 8) + ")", "line(OK)");
  }

  @Test
  void twoOverrunsAreTwoCounts() {
    feed("x".repeat(100) + "\n" + "y".repeat(200) + "\n");
    assertEvents("overrun(101)", "overrun(201)");
  }

  @Test
  void tenMegabytesWithoutALineEndAreOneCount() {
    byte[] chunk = new byte[4096];
    Arrays.fill(chunk, (byte) 'x');
    int chunks = 10 * 1024 * 1024 / chunk.length;
    Framer bounded = new Framer(sink, 8192);
    for (int i = 0; i < chunks; i++) {
      bounded.feed(chunk, 0, chunk.length);
    }
    assertEvents();
    bounded.feed("\nOK\n".getBytes(US_ASCII), 0, 4);
    assertEvents("overrun(" + (10 * 1024 * 1024 + 1) + ")", "line(OK)");
  }

  @Test
  void aLimitThatHoldsNoLineIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Framer(sink, 1));
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    framer.feed(bytes, 0, bytes.length);
  }

  private void feedSingly(String text) {
    for (int i = 0; i < text.length(); i++) {
      feed(text.substring(i, i + 1));
    }
  }

  private void assertEvents(String... expected) {
    assertEquals(List.of(expected), sink.events);
  }
}
