package io.github.modemqtt.transcript.log;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.PromptData;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.transcript.ReplayTransport;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LogImportTest {
  private static final Path FOLDER = Path.of("src/test/resources/logs");
  private static final char CTRL_Z = 0x1A;

  /** A command as the log has it, and its data if a prompt follows. */
  private record Raw(CommandLine line, @Nullable PromptData promptData)
      implements AtCommand<List<String>> {
    @Override
    public ReplyShape replyShape() {
      return ReplyShape.text();
    }

    @Override
    public List<String> decode(Reply reply) {
      return reply.lines().stream().map(AtLine::text).toList();
    }
  }

  private static Stream<Path> logs() throws IOException {
    List<Path> logs;
    try (Stream<Path> files = Files.list(FOLDER)) {
      logs = files.filter(file -> Files.exists(Path.of(file + ".transcript"))).sorted().toList();
    }
    assertTrue(logs.size() >= 17, logs::toString);
    return logs.stream();
  }

  private static Transcript read(Path log) throws IOException {
    return LogImport.of(Files.readAllBytes(log)).transcript();
  }

  @TestFactory
  Stream<DynamicTest> aLogBecomesTheTranscriptThatAPersonWouldWrite() throws IOException {
    return logs()
        .map(
            log ->
                dynamicTest(
                    log.getFileName().toString(),
                    () ->
                        assertEquals(
                            Files.readString(Path.of(log + ".transcript")), read(log).print())));
  }

  @TestFactory
  Stream<DynamicTest> anAtChannelTalksToAnImportedLog() throws IOException {
    return logs().map(log -> dynamicTest(log.getFileName().toString(), () -> replays(read(log))));
  }

  private static void replays(Transcript transcript) {
    ReplayTransport replay = ReplayTransport.of(transcript);
    List<String> sent =
        transcript.steps().stream()
            .filter(HostSends.class::isInstance)
            .map(step -> new String(((HostSends) step).content().bytes(), UTF_8))
            .toList();
    try (AtChannel channel = AtChannel.open(replay, QuickTimes.CHANNEL, AtListener.NONE)) {
      for (int i = 0; i < sent.size(); i++) {
        String data = i + 1 < sent.size() ? sent.get(i + 1) : "\r";
        boolean prompts = !data.endsWith("\r");
        channel.execute(
            new Raw(CommandLine.of(sent.get(i).strip()), prompts ? promptData(data) : null));
        i += prompts ? 1 : 0;
      }
      replay.verifyComplete();
    }
  }

  private static PromptData promptData(String data) {
    assertEquals(CTRL_Z, data.charAt(data.length() - 1));
    return PromptData.endedByCtrlZ(data.substring(0, data.length() - 1).getBytes(UTF_8));
  }

  private static LogImport of(String log) {
    return LogImport.of(log.getBytes(UTF_8));
  }

  private static String stepsOf(String log) {
    return of(log).transcript().print().replaceFirst("(?s)^.*?\n\n", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "AT+CSQ; > AT+CSQ",
        "at+csq; > at+csq",
        "ATE0; > ATE0",
        "ATI; > ATI",
        "ATD*99#; > ATD*99#",
        "AT&F; > AT&F",
        "ATTACHED; < ATTACHED",
        "+++; >| +++",
        "RING; < RING",
        "$ AT+CSQ; > AT+CSQ",
        "> AT+CSQ; > AT+CSQ",
        "// the signal; # // the signal",
        "it works now; # it works now",
        "it \u0001works right now; < it \\x01works right now",
        "+ECMTSTAT: 0,1; < +ECMTSTAT: 0,1",
      })
  void eachLineFindsItsSide(String line, String step) {
    assertEquals(step + "\n", stepsOf(line + "\nRING\n").replaceFirst("< RING\n$", ""));
  }

  @Test
  void aMessageThatLooksLikeACommandStaysAMessage() {
    assertEquals(
        "< +ECMTRECV: 0,0,\"t\",{\n. AT+CSQ\n. }\n< +ECMTSTAT: 0,1\n",
        stepsOf("+ECMTRECV: 0,0,\"t\",{\nAT+CSQ\n}\n+ECMTSTAT: 0,1\n"));
  }

  @ParameterizedTest
  @CsvSource({"^Z", "<1A>", "<CTRL-Z>", "<SUB>", "\u001a", "''"})
  void theEndOfDataIsRecognisedOrAdded(String end) {
    assertEquals(
        "> AT+ECMTPUB=0,0,0,0,\"t\"\n<>\n>| a\\x1A\n< OK\n",
        stepsOf("AT+ECMTPUB=0,0,0,0,\"t\"\n> a" + end + "\n\nOK\n"));
  }

  @Test
  void dataOfAnAnnouncedLengthHasNoOtherEnd() {
    assertEquals(
        "> AT+QMTPUB=0,0,0,0,\"t\",5\n<>\n>| 21.50\n< OK\n",
        stepsOf("AT+QMTPUB=0,0,0,0,\"t\",5\n>\n21.50\nOK\n"));
  }

  @Test
  void dataThatTheLogDoesNotShowIsToldToBeMissing() {
    LogImport imported = of("AT+ECMTPUB=0,0,0,0,\"t\"\n> \nOK\n");

    assertTrue(
        imported.report().guesses().contains(new Guess(2, Rule.DATA_MISSING, Confidence.LOW)),
        imported.report()::print);
  }

  @Test
  void theReportTellsWhatIsSure() {
    LogImport imported = of("hello\nAT\nOK\nsomething\n");

    assertEquals(
        """
        format: plain, because nothing tells of a program
        lines: 1 of the host, 3 of the module, 0 remarks, 0 left out
        low: unknown text: taken as sent by the module (line 1, 4)
        medium: CR LF restored where the log has none (line 1, 3, 4)
        high: looks like an AT command: sent by the host (line 2)
        high: a result code or an answer: sent by the module (line 3)
        """,
        imported.report().print());
  }

  @Test
  void windowsTextIsReadToo() {
    byte[] log = "AT\r\nOK\r\n".getBytes(UTF_16);
    byte[] utf8 = "\uFEFFAT\r\nOK\r\n".getBytes(UTF_8);

    assertEquals(LogImport.of(utf8).transcript(), LogImport.of(log).transcript());
    assertEquals("> AT\n< OK\n", stepsOf("\uFEFFAT\r\nOK\r\n"));
  }

  @Test
  void aLineWithoutEndIsCut() {
    LogImport imported = of("x".repeat(40_000));

    assertEquals(3, imported.report().moduleLines());
    assertTrue(
        imported.report().guesses().contains(new Guess(1, Rule.CUT, Confidence.LOW)),
        () -> "" + imported.report().guesses().size());
  }

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void aFormatCanBeGiven(LogFormat format) {
    LogImport imported = LogImport.of("AT\r\nOK\r\n".getBytes(UTF_8), format);

    assertEquals(format, imported.report().format());
    assertEquals("it was given", imported.report().reason());
  }

  @Test
  void timesThatGoBackAreTold() {
    LogImport imported = of("[10:00:01.000] AT\n[10:00:00.500] OK\n[10:00:02.000] RING\n");

    assertTrue(
        imported.report().guesses().contains(new Guess(2, Rule.TIME_BACKWARDS, Confidence.LOW)),
        imported.report()::print);
  }
}
