package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.modemqtt.transcript.ReplayTransport;
import io.github.modemqtt.transcript.Step;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import io.github.modemqtt.transcript.TranscriptFormatException;
import io.github.modemqtt.transcript.TranscriptImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TranscriptImportTest {
  private static final Path FOLDER = Path.of("src/test/resources/transcripts");

  @TestFactory
  Stream<DynamicTest> eachRecordedSessionKeepsItsBytes() {
    List<Transcript> all = Transcript.all();
    assertTrue(all.size() > 10);
    return all.stream().map(expected -> dynamicTest(expected.name(), () -> keepsBytes(expected)));
  }

  private static void keepsBytes(Transcript expected) throws IOException {
    TranscriptImport imported =
        TranscriptImport.neutral(Files.readString(FOLDER.resolve(expected.name())));

    String printed = imported.transcript().print();
    assertEquals(imported.transcript(), io.github.modemqtt.transcript.Transcript.parse(printed));
    assertEquals(texts(expected), turns(imported.transcript().steps()));
    assertTrue(imported.guesses().contains("Lines of the module end in CR LF."));
    assertTrue(imported.transcript().header().containsKey("module"));
    replays(expected, imported);
  }

  private static List<String> texts(Transcript expected) {
    return expected.turns().stream()
        .map(turn -> (turn.fromHost() ? "> " : "< ") + turn.text())
        .toList();
  }

  private static List<String> turns(List<Step> steps) {
    List<String> turns = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof HostSends sent) {
        turns.add("> " + text(sent.content().bytes()));
      } else if (step instanceof ModuleSends sent) {
        boolean goesOn = !turns.isEmpty() && turns.get(turns.size() - 1).startsWith("< ");
        String before = goesOn ? turns.remove(turns.size() - 1) : "< ";
        turns.add(before + text(sent.content().bytes()));
      }
    }
    return turns;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  /** Each turn is one chunk. */
  private static void replays(Transcript expected, TranscriptImport imported) {
    ReplayTransport replay = ReplayTransport.of(imported.transcript());
    replay.open();
    for (Transcript.Turn turn : expected.turns()) {
      if (turn.fromHost()) {
        replay.write(turn.bytes(), 0, turn.bytes().length);
      } else {
        byte[] buffer = new byte[turn.bytes().length + 1];
        int count = replay.read(buffer, 0, buffer.length, Duration.ofSeconds(10));
        assertEquals(turn.text(), new String(buffer, 0, count, UTF_8));
      }
    }
    replay.verifyComplete();
  }

  @Test
  void headersAndRemarksAreKept() {
    TranscriptImport imported =
        TranscriptImport.neutral("# module: x\n# a remark\n>> AT\n<< OK\n# module: y\n");

    assertEquals("x", imported.transcript().header().get("module"));
    assertEquals(
        """
        module: x

        # a remark
        > AT
        <| OK\\r\\n
        # module: y
        """,
        imported.transcript().print());
  }

  @Test
  void tellsWhatItGuessed() {
    assertEquals(
        List.of(
            "Lines of the host end in CR alone.",
            "Lines of the module end in CR LF.",
            "What answers a prompt has no line end."),
        TranscriptImport.neutral(">> AT+P\n<< \n<< > \n>> x<1A>\n<< \n<< OK\n").guesses());
    assertTrue(
        TranscriptImport.neutral(">> AT\n<< OK\n").guesses().get(2).startsWith("No empty lines"));
  }

  @Test
  void saysWhichLineIsNone() {
    TranscriptFormatException failure =
        assertThrows(
            TranscriptFormatException.class, () -> TranscriptImport.neutral(">> AT\n\nOK\n"));

    assertEquals("3:1", failure.line() + ":" + failure.column());
  }
}
