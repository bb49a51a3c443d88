package io.github.modemqtt.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Step.HostSends;
import io.github.modemqtt.transcript.Step.ModuleSends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TranscriptTest {
  private static final String GOLDEN =
      """
      module: EC-01G
      baud: 9600
      shows: the signal, then a message in three lines

      0.000 > AT+CSQ
      0.021 < +CSQ: 20,99
      < OK
      # ten seconds later
      10.400 < +ECMTRECV: 0,0,"t/in",{
      .   "a": "ü€"
      . }

      > AT+ECMTPUB=0,\\{id},1,0,"t"
      <>
      >| hello\\x1A
      --
      >| \\x00\\xFF\\s
      < +ECMTPUB: 0,\\{id},0
      <| AT+CSQ
      """;

  private static String bytesOf(String line) {
    Step step = Transcript.parse(line).steps().get(0);
    Content content =
        step instanceof HostSends sent ? sent.content() : ((ModuleSends) step).content();
    return new String(content.bytes(), ISO_8859_1);
  }

  @Test
  void aCanonicalTextIsPrintedAsItWasRead() {
    assertEquals(GOLDEN, Transcript.parse(GOLDEN).print());
  }

  @Test
  void hostLinesEndInCarriageReturn() {
    assertEquals("AT+CSQ\r", bytesOf("> AT+CSQ"));
    assertEquals("\r", bytesOf(">"));
    assertEquals("hello\u001a", bytesOf(">| hello\\x1a"));
  }

  @Test
  void moduleLinesAreUnits() {
    assertEquals("\r\nOK\r\n", bytesOf("< OK"));
    assertEquals("\r\n\r\n", bytesOf("<"));
    assertEquals("\r\n> ", bytesOf("<>"));
    assertEquals("\r\nA\r\n  B\r\n\r\nC\r\n", bytesOf("< A\n.   B\n.\n. C"));
    assertEquals("AT+CSQ", bytesOf("<| AT+CSQ"));
  }

  @Test
  void escapesAndTextBecomeBytes() {
    assertEquals("\r\n\t \\\0\u00c3\u00bc{}\"\r", bytesOf("> \\r\\n\\t\\s\\\\\\x00ü{}\""));
  }

  @Test
  void infoTextAndOkAreWrittenAsTheModulePrintsThem() {
    List<Step> steps = Transcript.parse("< +CSQ: 20,99\n< OK").steps();
    assertEquals(List.of(module("\r\n+CSQ: 20,99\r\n"), module("\r\nOK\r\n")), steps);
  }

  @Test
  void timesAreExactToTheNanosecond() {
    Step step = Transcript.parse("12.3 < OK\n").steps().get(0);
    assertEquals(Optional.of(Duration.ofMillis(12_300)), ((ModuleSends) step).offset());
    String fine = "999999999.000 < OK\n1.000000001 > AT\n0.120 > AT\n";
    assertEquals(fine, Transcript.parse(fine).print());
    assertEquals("7.000 > AT\n", Transcript.parse("   7 > AT").print());
  }

  @Test
  void lineEndsAndAMarkAtTheStartDoNotMatter() {
    assertEquals(
        Transcript.parse(GOLDEN), Transcript.parse("\uFEFF" + GOLDEN.replace("\n", "\r\n")));
    assertEquals(Transcript.parse("> AT\n"), Transcript.parse("> AT"));
    assertEquals(List.of(), Transcript.parse("").steps());
  }

  @Test
  void emptyLinesAndRemarksAreKept() {
    assertEquals(
        List.of(new Comment(""), new Comment("x"), new Comment(""), new Comment(" y\tz")),
        Transcript.parse("\n# x  \n#\n#  y\tz\n").steps());
    Transcript blankAfterHeader =
        new Transcript(Map.of("module", "x"), List.of(new Comment(""), new Comment("a")));
    assertEquals(blankAfterHeader, Transcript.parse(blankAfterHeader.print()));
  }

  @Test
  void whatNobodyCouldSeeIsEscaped() {
    byte[] bytes = "a\u00a0\u202e\u200b ".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(
        "<| a\\xC2\\xA0\\xE2\\x80\\xAE\\xE2\\x80\\x8B\\s\n",
        new Transcript(Map.of(), List.of(new ModuleSends(Content.of(bytes), Optional.empty())))
            .print());
  }

  private static ModuleSends module(String text) {
    return new ModuleSends(Content.of(text), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "?; 1; 1; a time, '>'",
        "-; 1; 2; '-'",
        "--x; 1; 3; the end of the line",
        ">AT; 1; 2; a blank",
        "<OK; 1; 2; a blank",
        ">|; 1; 3; at least one byte",
        "<|; 1; 3; at least one byte",
        "<> x; 1; 3; the end of the line",
        "`> AT `; 1; 5; '\\s'",
        "> A\tT; 1; 4; an escape",
        "> A\u0001x; 1; 4; an escape",
        "> A\ud800; 1; 4; an escape",
        "> \\q; 1; 4; one of r n t s",
        "> \\; 1; 4; one of r n t s",
        "> \\x1; 1; 6; two hexadecimal digits",
        "> \\xg0; 1; 5; two hexadecimal digits",
        "> \\{}; 1; 5; a name",
        "> \\{1}; 1; 5; a name",
        "> \\{id; 1; 7; '}'",
        "> \\{id:}; 1; 8; a length",
        "> \\{id:0}; 1; 8; a length",
        "> \\{id:65537}; 1; 8; a length",
        "> \\{id:999999}; 1; 8; a length",
        "> \\{id}\\{id:3}; 1; 12; '}'",
        "< \\{id}; 1; 5; a placeholder that the host has sent",
        "1.5; 1; 4; a blank",
        "1.x > AT; 1; 3; 1 to 9 decimals",
        "1.1234567890 > AT; 1; 3; 1 to 9 decimals",
        "1234567890 > AT; 1; 1; a time of at most",
        "999999999.5 > AT; 1; 13; a time of at most",
        "1.5 # x; 1; 5; '>' or '<'",
        "module; 1; 7; ':'",
        "module:; 1; 8; a value",
        "module: a\u0001x; 1; 10; text without",
        "# a\u0001x; 1; 4; text without",
      })
  void saysWhereATextIsNoTranscript(String text, int line, int column, String expected) {
    TranscriptFormatException failure =
        assertThrows(TranscriptFormatException.class, () -> Transcript.parse(text));
    assertEquals(line + ":" + column, failure.line() + ":" + failure.column());
    assertTrue(failure.expected().startsWith(expected), failure::getMessage);
    assertTrue(failure.getMessage().contains("line 1, column " + column), failure::getMessage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> AT\n. x",
        "<| x\n. x",
        "<>\n. x",
        "# x\n. x",
        "> AT\nmodule: x",
        "module: x\nmodule: y"
      })
  void saysInWhichLineAStepIsOutOfPlace(String text) {
    TranscriptFormatException failure =
        assertThrows(TranscriptFormatException.class, () -> Transcript.parse(text));
    assertEquals("2:1", failure.line() + ":" + failure.column());
  }

  @Test
  void refusesStepsAndHeadersThatCannotBeWritten() {
    Content at = Content.of("AT");
    assertThrows(
        IllegalArgumentException.class, () -> new HostSends(Content.of(""), Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HostSends(at, Optional.of(Duration.ofMillis(-1))));
    assertThrows(IllegalArgumentException.class, () -> new Comment("a\nb"));
    assertThrows(
        IllegalArgumentException.class, () -> new Transcript(Map.of("a b", "x"), List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Transcript(Map.of("a", "x\ny"), List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Placeholder("1", 0));
    assertThrows(IllegalArgumentException.class, () -> new Placeholder("a", -1));
    Content id = Content.builder().placeholder(Placeholder.named("id")).build();
    assertThrows(
        IllegalArgumentException.class,
        () -> new Transcript(Map.of(), List.of(new ModuleSends(id, Optional.empty()))));
    assertThrows(IllegalStateException.class, id::bytes);
  }

  @Test
  void theExamplesOfTheDescriptionAreCanonical() throws IOException {
    String[] blocks = Files.readString(Path.of("at-scripts/FORMAT.md")).split("```\n");
    assertEquals(5, blocks.length);
    assertEquals(blocks[1], Transcript.parse(blocks[1]).print());
    assertEquals(blocks[3], Transcript.parse(blocks[3]).print());
  }

  @Test
  void readsFilesAndSaysWhatIsWrongWithThem(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.transcript");
    Files.writeString(file, GOLDEN);
    assertEquals(Transcript.parse(GOLDEN), Transcript.read(file));

    Files.write(file, new byte[] {'>', ' ', 'A', '\n', '>', ' ', (byte) 0xFF});
    TranscriptFormatException failure =
        assertThrows(TranscriptFormatException.class, () -> Transcript.read(file));
    assertEquals("2:3", failure.line() + ":" + failure.column());
    assertThrows(TranscriptFileException.class, () -> Transcript.read(folder.resolve("missing")));
  }
}
