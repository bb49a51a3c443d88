package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transport.TransportClosedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayTransportTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private ReplayTransport replay;

  private void play(String text) {
    replay = ReplayTransport.of(Transcript.parse(text));
    replay.open();
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    replay.write(bytes, 0, bytes.length);
  }

  private String read(Duration timeout) {
    byte[] buffer = new byte[100];
    int count = replay.read(buffer, 0, buffer.length, timeout);
    return new String(buffer, 0, count, ISO_8859_1);
  }

  private ReplayMismatchException mismatch(String text) {
    return assertThrows(ReplayMismatchException.class, () -> write(text));
  }

  @Test
  void theModuleAnswersOnceTheHostHasSentAllOfIt() {
    play("> AT+CSQ\n< +CSQ: 20,99\n< OK\n> AT\n< OK\n");

    assertEquals("", read(Duration.ZERO));
    write("AT+CS");
    assertEquals("", read(Duration.ofMillis(1)));
    write("Q\r");
    assertEquals("\r\n+CSQ: 20,99\r\n\r\nOK\r\n", read(LONG));
    assertEquals("", read(Duration.ZERO));
    write("AT\r");
    assertEquals("\r\nOK\r\n", read(LONG));
    replay.verifyComplete();
  }

  @Test
  void chunksAreThoseOfTheTranscript() {
    play("< A\n0.100 < B\n< C\n# remark\n<| D\n--\n< E\n> AT\n< F\n");

    assertEquals("\r\nA\r\n", read(LONG));
    assertEquals("\r\nB\r\n\r\nC\r\nD", read(LONG));
    assertEquals("\r\nE\r\n", read(LONG));
    assertEquals("", read(Duration.ZERO));
  }

  @Test
  void theHostNeedNotWaitForWhatTheModuleSaysByItself() {
    play("> AT\n< OK\n< +URC: 1\n> AT+A\n< OK\n");

    write("AT\rAT+A\r");

    assertEquals("\r\nOK\r\n\r\n+URC: 1\r\n", read(LONG));
    assertEquals("\r\nOK\r\n", read(LONG));
    replay.verifyComplete();
  }

  @Test
  void aReadWaitsForTheAnswer() throws Exception {
    play("> AT\n< OK\n");
    CompletableFuture<String> reading = CompletableFuture.supplyAsync(() -> read(LONG));

    write("AT\r");

    assertEquals("\r\nOK\r\n", reading.get(20, TimeUnit.SECONDS));
  }

  @Test
  void placeholdersTakeWhatComesAndGiveItBack() {
    play("> AT+SUB=\\{id},\\{pw:3};\\{id}\n< \\{id}:\\{pw}\n>| \\{end}\n< \\{end}\n");

    write("AT+SUB=4711,a,b;4711\r");
    assertEquals("\r\n4711:a,b\r\n", read(LONG));
    write("42");
    assertEquals("\r\n42\r\n", read(LONG));
    replay.verifyComplete();
  }

  @Test
  void aNumberAtTheEndOfAStepCanBeFollowedByTheNext() {
    play(">| \\{a}\n> AT\\{b}\\{c:2}\n< \\{a}\\{b}\\{c}\n");

    write("12AT34");
    write("xy\r");

    assertEquals("AT34xy\r".length(), 7);
  }

  @Test
  void aPlaceholderTakesOnlyWhatFits() {
    play("> AT=\\{id}\n");
    assertEquals("AT=x", mismatch("AT=x").got());
    play("> AT=\\{id}\n");
    assertEquals("AT=\\{id}1", mismatch("AT=12345678901").got());
    play("> AT=\\{pw:3}\n");
    assertEquals("AT=ab\\r", mismatch("AT=ab\r").got());
    play("> AT=\\{id},\\{id}\n");
    assertEquals("AT=\\{id},13\\r", mismatch("AT=12,13\r").got());
  }

  @Test
  void theFirstByteThatDiffersIsShown() {
    play("# remark\n> AT\n< OK\n\n> AT+CSQ\n< OK\n");
    write("AT\r");
    write("AT+");

    ReplayMismatchException failure = mismatch("CESQ\r");

    assertEquals(
        """
        The program sent something else than transcript in memory, step 3 (line 5):
          expected: AT+CSQ\\r
          got:      AT+CESQ\\r
                        ^""",
        failure.getMessage());
    assertEquals("3:5", failure.step() + ":" + failure.line());
    assertEquals("AT+CSQ\\r", failure.expected());
    assertSame(failure, assertThrows(ReplayMismatchException.class, () -> replay.verifyComplete()));
    assertSame(failure, mismatch("AT"));
    assertSame(failure, assertThrows(ReplayMismatchException.class, () -> read(LONG)));
  }

  @Test
  void theMismatchEndsAReadThatWaits() throws Exception {
    play("> AT\n< OK\n");
    CompletableFuture<String> reading = CompletableFuture.supplyAsync(() -> read(LONG));

    mismatch("AX");

    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> reading.get(20, TimeUnit.SECONDS));
    assertTrue(failure.getCause() instanceof ReplayMismatchException, failure::toString);
  }

  @Test
  void secretsAreNotShown() {
    play("> AT+ECMTCONN=0,\"a\",\"b\",\"file-secret\"\n");
    ReplayMismatchException failure = mismatch("AT+ECMTCONN=0,\"x\",\"b\",\"own-secret\"\r");

    assertFalse(failure.getMessage().contains("secret"), failure::getMessage);
    assertTrue(failure.got().startsWith("AT+ECMTCONN=0,\"x\",\"b\",\"\\{"), failure::got);
  }

  @Test
  void moreThanTheTranscriptHoldsIsAMismatch() {
    play("> AT\n< OK\n");
    write("AT\r");

    ReplayMismatchException failure = mismatch("AT\r");

    assertEquals("nothing", failure.expected());
    assertEquals("AT\\r", failure.got());
    assertEquals(3, failure.step());
  }

  @Test
  void stepsThatWereNotReachedAreReported() {
    play("> AT\n< OK\n> AT+CSQ\n< OK\n");
    write("AT\rAT+");

    ReplayMismatchException failure =
        assertThrows(ReplayMismatchException.class, () -> replay.verifyComplete());

    assertEquals(3, failure.step());
    assertEquals("AT+CSQ\\r", failure.expected());
    assertEquals("AT+", failure.got());
    assertTrue(failure.getMessage().startsWith("The program ended before"), failure::getMessage);
  }

  @Test
  void timesPassIfAsked() {
    String text = "0.000 > AT\n0.010 < OK\n3600.000 < +URC: 1\n";
    replay = ReplayTransport.of(Transcript.parse(text)).withTimeScale(1);
    replay.open();
    long start = System.nanoTime();
    write("AT\r");

    assertEquals("\r\nOK\r\n", read(LONG));

    assertTrue(System.nanoTime() - start >= 10_000_000);
    assertEquals("", read(Duration.ofMillis(1)));
    ReplayMismatchException failure =
        assertThrows(ReplayMismatchException.class, () -> replay.verifyComplete());
    assertEquals("3:nothing", failure.step() + ":" + failure.got());
    replay = replay.withTimeScale(0.000_001);
    replay.open();
    write("AT\r");
    assertEquals("\r\nOK\r\n\r\n+URC: 1\r\n", read(LONG) + read(LONG));
    replay.verifyComplete();
  }

  @Test
  void refusesScalesThatAreNone() {
    play("> AT\n");
    assertThrows(IllegalArgumentException.class, () -> replay.withTimeScale(-1));
    assertThrows(IllegalArgumentException.class, () -> replay.withTimeScale(Double.NaN));
  }

  @Test
  void linesAreThoseOfTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.transcript");
    Files.writeString(file, "module: x\n> AT\n< A\\r\\nB\n> AT+CSQ\n");
    replay = ReplayTransport.ofFile(file);
    replay.open();
    write("AT\r");

    ReplayMismatchException failure = mismatch("ATI\r");

    assertEquals(4, failure.line());
    assertTrue(failure.getMessage().contains("a.transcript, step 3 (line 4)"));
  }

  @Test
  void livesAsOtherLinesDo() throws Exception {
    ReplayTransport unopened = ReplayTransport.of(Transcript.parse("> AT\n"));
    assertThrows(
        IllegalStateException.class, () -> unopened.read(new byte[8], 0, 8, Duration.ZERO));
    play("> AT\n");
    assertThrows(IllegalStateException.class, () -> replay.open());
    CompletableFuture<String> reading = CompletableFuture.supplyAsync(() -> read(LONG));
    replay.close();
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> reading.get(20, TimeUnit.SECONDS));
    assertTrue(failure.getCause() instanceof TransportClosedException, failure::toString);
    assertThrows(TransportClosedException.class, () -> write("AT\r"));
  }
}
