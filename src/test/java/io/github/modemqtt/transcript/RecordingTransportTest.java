package io.github.modemqtt.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transport.MemoryTransport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordingTransportTest {
  private final RecordedSession session = new RecordedSession(Redaction.none());

  @Test
  void writesWhatAPersonWouldWrite() {
    session
        .host("AT+CSQ\r")
        .module("\r\n+CSQ: 20,99\r\n\r\nOK\r\n")
        .host("AT+CSQ\r")
        .module("AT+CSQ\r\n+CSQ: 20,99\r\n", "\r\nOK\r\n")
        .module("\r\n+ECMTRECV: 0,0,\"t\",{\r\n \"a\": 1\r\n}\r\n")
        .host("AT+ECMTPUB=0,0,0,0,\"t\"\r")
        .module("\r\n> ")
        .host("x\ry\u001a")
        .module("\r\nOK\r\n\r\n+ECMTPUB: 0,0,0\r\n");

    assertEquals(
        """
        > AT+CSQ
        < +CSQ: 20,99
        < OK
        > AT+CSQ
        <| AT+CSQ
        < +CSQ: 20,99
        < OK
        < +ECMTRECV: 0,0,"t",{
        .  "a": 1
        . }
        > AT+ECMTPUB=0,0,0,0,"t"
        <>
        >| x\\ry\\x1A
        < OK
        < +ECMTPUB: 0,0,0
        """,
        session.text());
  }

  @Test
  void writesWhatIsNoUnitAsItCame() {
    session
        .module("\0\r\n", "OK\r\n+CSQ: 1\r\n\r\n")
        .host("AT\r\n", "+++")
        .module("\r\n\r\nOK\r\n");

    assertEquals(
        """
        <| \\x00\\r\\n
        <| OK\\r\\n
        <| +CSQ: 1\\r\\n
        <| \\r\\n
        >| AT\\r\\n
        >| +++
        <| \\r\\n
        < OK
        """,
        session.text());
  }

  @Test
  void chunksAndTimesAreKept(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.transcript");
    MemoryTransport.Pair line = MemoryTransport.pair("timed");
    RecordingTransport recording =
        RecordingTransport.toFile(line.host(), file, Map.of("module", "none"));
    recording.open();
    line.module().open();
    recording.write(new byte[] {'A', 'T', '\r'}, 0, 3);
    recording.close();

    assertTrue(
        Files.readString(file).matches("module: none\n\n\\d+\\.\\d{3} > AT\n"),
        () -> Transcript.read(file).print());
  }

  @Test
  void aFileThatCannotBeCreatedIsReportedAtOnce(@TempDir Path folder) {
    MemoryTransport.Pair line = MemoryTransport.pair("nowhere");
    assertThrows(
        TranscriptFileException.class,
        () -> RecordingTransport.toFile(line.host(), folder.resolve("no/such"), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> RecordingTransport.toFile(line.host(), folder.resolve("a"), Map.of("a b", "c")));
  }

  @Test
  void theLineGoesOnWhenTheFileFails() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    RecordingTransport recording = brokenFile(failed);
    recording.write(new byte[] {'A', 'T', '\r'}, 0, 3);
    assertTrue(failed.await(10, TimeUnit.SECONDS));

    recording.write(new byte[] {'A', 'T', '\r'}, 0, 3);
    recording.close();

    assertEquals(0, failed.getCount());
  }

  private static RecordingTransport brokenFile(CountDownLatch failed) {
    MemoryTransport.Pair line = MemoryTransport.pair("broken");
    Writer out =
        new StringWriter() {
          @Override
          public void flush() {
            failed.countDown();
            throw new IllegalStateException("the disk of this test is full");
          }
        };
    RecordingTransport recording =
        new RecordingTransport(line.host(), out, Map.of(), Redaction.none());
    recording.open();
    line.module().open();
    return recording;
  }

  @Test
  void aFileThatHangsHoldsNothingUpAndCostsNoMoreThanItsQueue() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch hangs = new CountDownLatch(1);
    MemoryTransport.Pair line = MemoryTransport.pair("slow");
    StringWriter out =
        new StringWriter() {
          @Override
          public void flush() {
            hangs.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    RecordingTransport recording =
        new RecordingTransport(line.host(), out, Map.of(), Redaction.none());
    recording.open();
    line.module().open();
    assertTrue(hangs.await(10, TimeUnit.SECONDS));
    byte[] block = new byte[1024];
    block[1023] = '\r';
    for (int i = 0; i < 5000; i++) {
      recording.write(block, 0, block.length);
      assertEquals(1024, line.module().read(new byte[2048], 0, 2048, Duration.ofSeconds(10)));
    }
    never.countDown();
    recording.close();

    assertTrue(out.getBuffer().length() < 4 * 5_000_000, () -> "" + out.getBuffer().length());
    Transcript written = Transcript.parse(out.toString());
    assertTrue(written.steps().size() < 4096, () -> "" + written.steps().size());
    assertTrue(written.steps().size() > 3000, () -> "" + written.steps().size());
  }

  @Test
  void stopsAtALineWithoutEnd() {
    session.host("AT\r").module("x".repeat(60_000), "x".repeat(60_000)).host("AT\r");

    assertEquals("> AT\n", session.text());
  }
}
