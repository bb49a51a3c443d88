package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportClosedException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transcripts that are run against modules which play another transcript. */
@Timeout(60)
class TranscriptRunTest {
  /** Long enough for whatever comes, and short where nothing comes. */
  private static final Duration SHORT = Duration.ofMillis(300);

  private static TranscriptRun run(String text) {
    return TranscriptRun.of(Transcript.parse(text)).withPauses(0).withTimeout(SHORT);
  }

  private static RunReport run(String transcript, String module) {
    return run(transcript).on(module(module));
  }

  private static Transport module(String text) {
    return ReplayTransport.of(Transcript.parse(text));
  }

  private static void assertSame(RunReport report) {
    assertEquals(List.of(), report.differences());
    assertTrue(report.matches());
    assertEquals(report.lines(), report.linesSent());
  }

  /** Each difference as kind, line, what is expected and what came. */
  private static List<String> told(RunReport report) {
    return report.differences().stream()
        .map(
            d ->
                (d.tolerated() ? "(" : "")
                    + d.kind()
                    + " "
                    + d.line()
                    + d.expected().map(text -> " " + text).orElse("")
                    + d.got().map(text -> " | " + text).orElse("")
                    + (d.tolerated() ? ")" : ""))
        .collect(Collectors.toList());
  }

  @Test
  void aModuleThatDoesTheSameMatches() {
    String session = "> AT+CSQ\n< +CSQ: 20,99\n< OK\n> AT+P\n<>\n>| data\\x1A\n< OK\n< +P: 0\n";

    RunReport report = run(session, session);

    assertSame(report);
    assertEquals("in memory: 3 of 3 lines sent, no differences", report.text());
  }

  @Test
  void chunksDoNotMatter() {
    assertSame(
        run(
            "> AT+CSQ\n<| AT+\n--\n<| CSQ\\r\\n+CS\n--\n<| Q: 20,99\\r\\n\\r\\nOK\\r\\n\n",
            "> AT+CSQ\n<| A\n--\n<| T+CSQ\n< +CSQ: 20,99\n--\n<| \\r\\nO\n--\n<| K\\r\\n\n"));
  }

  @Test
  void aMessageOfSeveralLinesIsOneUnit() {
    String session = "> AT\n< OK\n< +ECMTRECV: 0,0,\"t\",{\n.   \"a\": 1\n. }\n";

    assertSame(run(session, session));
    assertEquals(
        List.of("CHANGED 3 < +R: {\n. 1\n. } | < +R: {\n. 2\n. }"),
        told(run("> AT\n< OK\n< +R: {\n. 1\n. }\n", "> AT\n< OK\n< +R: {\n. 2\n. }\n")));
  }

  @Test
  void otherValuesAreToldWithTheirLineAndTheRunGoesOn() {
    RunReport report =
        run(
            "shows: x\n\n> AT+CFUN?\n< +CFUN: 1\n< OK\n> AT\n< OK\n",
            "> AT+CFUN?\n< +CFUN: 4\n< OK\n> AT\n< OK\n");

    assertEquals(List.of("CHANGED 4 < +CFUN: 1 | < +CFUN: 4"), told(report));
    assertFalse(report.matches());
    assertEquals(RunReport.End.COMPLETE, report.end());
    assertEquals(
        "in memory: 2 of 2 lines sent, 1 differing\n"
            + "line 4: changed\n"
            + "  expected < +CFUN: 1\n"
            + "  got      < +CFUN: 4",
        report.text());
  }

  @Test
  void anErrorInPlaceOfOkEndsTheWait() {
    RunReport report =
        run(
            "> AT+ECMTOPEN=0\n< OK\n< +ECMTOPEN: 0,0\n> AT\n< OK\n",
            "> AT+ECMTOPEN=0\n< +CME ERROR: 3\n> AT\n< OK\n");

    assertEquals(
        List.of("CHANGED 2 < OK | < +CME ERROR: 3", "MISSING 3 < +ECMTOPEN: 0,0"), told(report));
    assertEquals(2, report.linesSent());
  }

  @Test
  void aUrcThatIsNotInTheTranscriptIsToleratedButTold() {
    String transcript = "> AT\n< OK\n> AT+A\n< OK\n";
    String module = "> AT\n< +CEREG: 1\n< OK\n< +CSCON: 0\n> AT+A\n< OK\n";

    RunReport report = run(transcript, module);

    assertEquals(
        List.of("(UNEXPECTED 1 | < +CEREG: 1)", "(UNEXPECTED 1 | < +CSCON: 0)"), told(report));
    assertTrue(report.matches());
    RunReport strict = run(transcript).strict().on(module(module));
    assertEquals(2, strict.differences().size());
    assertFalse(strict.matches());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<| AT", "< ERROR", "<| noise\\r\\n"})
  void whatIsNoUrcIsADifference(String line) {
    RunReport report = run("> AT\n< OK\n", "> AT\n< OK\n--\n" + line + "\n");

    assertEquals(List.of("UNEXPECTED 1 | " + line), told(report));
    assertFalse(report.matches());
  }

  @Test
  void aMissingUrcIsToldAndTheRunGoesOn() {
    RunReport report = run("> AT+S\n< OK\n< +S: 1\n> AT\n< OK\n", "> AT+S\n< OK\n> AT\n< OK\n");

    assertEquals(List.of("MISSING 3 < +S: 1"), told(report));
    assertEquals(RunReport.End.COMPLETE, report.end());
  }

  @Test
  void anotherOrderIsToleratedUnlessTheRunIsStrict() {
    String transcript = "> AT+S\n< OK\n< +S: 1\n< +R: 2\n";
    String module = "> AT+S\n< +R: 2\n< OK\n< +S: 1\n";

    RunReport report = run(transcript, module);

    assertTrue(report.matches());
    assertTrue(report.differences().stream().allMatch(d -> d.kind() == Difference.Kind.MOVED));
    assertFalse(report.differences().isEmpty());
    assertFalse(run(transcript).strict().on(module(module)).matches());
  }

  @Test
  void whatComesBeforeItsLineIsKeptForIt() {
    RunReport report =
        run("> AT\n< OK\n> AT+A\n< OK\n< +R: 1\n", "> AT\n< +R: 1\n< OK\n> AT+A\n< OK\n");

    assertTrue(report.matches(), report::text);
    assertEquals(List.of("(MOVED 1 < +R: 1 | < +R: 1)"), told(report));
  }

  @Test
  void aModuleThatSaysNothingEndsTheRun() {
    RunReport report = run("> AT\n< OK\n> AT+A\n< OK\n", "> AT\n");

    assertEquals(RunReport.End.NO_ANSWER, report.end());
    assertEquals(1, report.linesSent());
    assertFalse(report.matches());
    assertTrue(report.text().contains("the module did not answer"), report::text);
  }

  @Test
  void dataIsNotSentWithoutAPrompt() {
    RunReport report = run("> AT+P\n<>\n>| AT\\r\\x1A\n< OK\n", "> AT+P\n< +CME ERROR: 3\n");

    assertEquals(RunReport.End.OUT_OF_STEP, report.end());
    assertEquals(1, report.linesSent());
  }

  @Test
  void commandsAreNotSentToAPrompt() {
    RunReport report = run("> AT+P\n< OK\n> AT\n< OK\n", "> AT+P\n<>\n");

    assertEquals(RunReport.End.OUT_OF_STEP, report.end());
    assertEquals(1, report.linesSent());
  }

  @Test
  void anAnswerWithoutAFinalResultEndsTheRun() {
    RunReport report = run("> AT+A\n< +A: 1\n< OK\n> AT\n< OK\n", "> AT+A\n< +A: 1\n");

    assertEquals(RunReport.End.OUT_OF_STEP, report.end());
    assertEquals(List.of("MISSING 3 < OK"), told(report));
  }

  @Test
  void aPollGoesOnUntilTheLastAnswerComes() {
    String transcript =
        "> AT+CEREG?\n< +CEREG: 0,2\n< OK\n> AT+CEREG?\n< +CEREG: 0,1\n< OK\n> AT\n< OK\n";
    String searching = "> AT+CEREG?\n< +CEREG: 0,2\n< OK\n";
    String found = "> AT+CEREG?\n< +CEREG: 0,1\n< OK\n> AT\n< OK\n";

    assertSame(run(transcript, searching + found));
    assertSame(run(transcript, found));
    assertSame(
        run(transcript)
            .withTimeout(Duration.ofSeconds(20))
            .on(module(searching.repeat(4) + found)));
  }

  @Test
  void aUrcWithinAPollIsTold() {
    RunReport report =
        run(
            "> AT+CEREG?\n< +CEREG: 0,2\n< OK\n> AT+CEREG?\n< +CEREG: 0,1\n< OK\n",
            "> AT+CEREG?\n< +U: 1\n< +CEREG: 0,2\n< OK\n> AT+CEREG?\n< +CEREG: 0,1\n< OK\n");

    assertEquals(List.of("(UNEXPECTED 1 | < +U: 1)"), told(report));
  }

  @Test
  void manyMessagesBehindOneLineAreComparedInTime() {
    StringBuilder session = new StringBuilder("> AT+S\n< OK\n");
    for (int i = 0; i < 3000; i++) {
      session.append("< +ECMTRECV: 0,0,\"t\",").append(i).append('\n');
    }

    assertSame(
        run(session.toString()).withTimeout(Duration.ofSeconds(50)).on(module(session.toString())));
  }

  @Test
  void aPollThatIsNeverAnsweredSoIsADifference() {
    String poll = "> AT+CEREG?\n< +CEREG: 0,2\n< OK\n";

    RunReport report =
        run(
            poll + "> AT+CEREG?\n< +CEREG: 0,1\n< OK\n> AT\n< OK\n",
            poll + "> AT+CEREG?\n< +CEREG: 0,3\n< OK\n> AT\n< OK\n");

    assertEquals(List.of("CHANGED 5 < +CEREG: 0,1 | < +CEREG: 0,3"), told(report));
  }

  @Test
  void numbersOfOneModuleOnlyHaveToHaveTheSameLength() {
    assertSame(
        run(
            "> AT+CGSN=1\n< +CGSN: 000000000000018\n< OK\n",
            "> AT+CGSN=1\n< +CGSN: 861234567890123\n< OK\n"));
    assertFalse(
        run(
                "> AT+CGSN=1\n< +CGSN: 000000000000018\n< OK\n",
                "> AT+CGSN=1\n< +CGSN: 86123456789012\n< OK\n")
            .matches());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+CSQ: 20,99 | +CSQ: 7,99 | true",
        "+CSQ: 20,99 | +CSQ: 99,99 | false",
        "+CCLK: \"2026/11/20,06:30:30+00\" | +CCLK: \"2027/01/02,16:30:09+04\" | true",
        "+ECPMUSTATUS: Actv, 12 | +ECPMUSTATUS: Actv, 34567 | true",
        "+ECPMUSTATUS: Actv, 12 | +ECPMUSTATUS: Slp1, 12 | false",
        "+CFUN: 1 | +CFUN: 4 | false",
      })
  void measuredNumbersAreToldButTolerated(String one, String other, boolean same) {
    String module = "> AT+Q\n< " + other + "\n< OK\n";

    RunReport report = run("> AT+Q\n< " + one + "\n< OK\n", module);

    assertEquals(same, report.matches());
    assertEquals(1, report.differences().size());
    assertFalse(run("> AT+Q\n< " + one + "\n< OK\n").strict().on(module(module)).matches());
  }

  @Test
  void theEchoMayBeOnOrOff() {
    String with = "> ATE0\n<| ATE0\n< OK\n> AT+A=1\n< OK\n< +A: 1\n";
    String without = "> ATE0\n< OK\n> AT+A=1\n< OK\n< +A: 1\n";

    assertSame(run(with, with));
    assertEquals(List.of("(MISSING 1 <| ATE0)"), told(run(with, without)));
    RunReport echoed = run(without, with);
    assertEquals(List.of("(UNEXPECTED 1 | <| ATE0)"), told(echoed));
    assertTrue(echoed.matches());
    assertFalse(run(without).strict().on(module(with)).matches());
  }

  @Test
  void placeholdersForNumbersGetDifferentOnes() {
    String session =
        "> AT+S=\\{a}\n< OK\n< +S: \\{a}\n> AT+S=\\{b}\n< OK\n< +S: \\{b}\n> AT+S=\\{a}\n< OK\n";

    assertSame(run(session, session));
    assertSame(run(session, "> AT+S=1\n< OK\n< +S: 1\n> AT+S=2\n< OK\n< +S: 2\n> AT+S=1\n< OK\n"));
    assertSame(
        run(session)
            .withValue("a", "77")
            .on(module("> AT+S=77\n< OK\n< +S: 77\n> AT+S=1\n< OK\n< +S: 1\n> AT+S=77\n< OK\n")));
  }

  @Test
  void aGivenSecretIsSentAndNeverShown() {
    List<String> seen = new ArrayList<>();
    TranscriptRun run =
        run("> AT+C=\"\\{password1:8}\"\n< OK\n")
            .withListener(
                new TranscriptRun.Listener() {
                  @Override
                  public void onSent(String text) {
                    seen.add(text);
                  }

                  @Override
                  public void onReceived(String text) {
                    seen.add(text);
                  }
                });
    assertEquals(Set.of("password1"), run.missingValues());
    assertThrows(IllegalStateException.class, () -> run.on(module("> AT\n")));

    RunReport report =
        run.withValue("password1", "geheim")
            .on(module("> AT+C=\"geheim\"\n<| AT+C=\"geheim\"\n< OK\n"));

    assertEquals(List.of("> AT+C=\"\\{password1:8}\"", "<| AT+C=\"\\{password1}\"", "< OK"), seen);
    assertEquals(List.of("(UNEXPECTED 1 | <| AT+C=\"\\{password1:8}\")"), told(report));
  }

  @Test
  void wrongValuesAreRefusedWithoutShowingThem() {
    TranscriptRun run = run("> AT=\\{id},\\{pw:4}\n");

    for (String[] wrong :
        new String[][] {
          {"no-such", "hidden"},
          {"id", "hidden"},
          {"id", "12345678901"},
          {"pw", "hid\rden"},
          {"pw", ""}
        }) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> run.withValue(wrong[0], wrong[1]));
      assertFalse(refused.getMessage().contains("hid"), refused.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> run.withTimeout(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> run.withPauses(-1));
    assertThrows(IllegalArgumentException.class, () -> run.withPauses(Double.NaN));
  }

  @Test
  void theLineIsClosedAtTheEnd() {
    Transport line = module("> AT\n< OK\n");

    run("> AT\n< OK\n").on(line);

    assertThrows(TransportClosedException.class, () -> line.write(new byte[1], 0, 1));
  }

  @Test
  void aLostLineIsAnException() {
    MemoryTransport.Pair pair = MemoryTransport.pair("cut");
    pair.module().open();
    pair.module().close();

    assertThrows(TransportLostException.class, () -> run("> AT\n< OK\n").on(pair.host()));
  }

  @Test
  void aModuleThatNeverStopsTalkingDoesNotStopTheRun() {
    String noise = "< +NOISE: 1\n";
    RunReport report = run("> AT\n< OK\n", "> AT\n" + noise.repeat(3000));

    assertFalse(report.matches());
    assertEquals(RunReport.End.OUT_OF_STEP, report.end());
    assertTrue(report.differences().size() <= Differences.MAX);
  }

  @Test
  void aLineWithoutAnEndIsCut() {
    MemoryTransport.Pair pair = MemoryTransport.pair("endless");
    pair.module().open();
    byte[] noise = "x".repeat(LiveLine.LIMIT_BYTES + 10).getBytes(ISO_8859_1);
    Thread writer = new Thread(() -> pair.module().write(noise, 0, noise.length));
    writer.setDaemon(true);
    writer.start();

    RunReport report = run("> AT\n< OK\n").on(pair.host());

    assertFalse(report.matches());
  }
}
