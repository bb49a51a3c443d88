package io.github.modemqtt.emulator.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.Fault.Moment;
import io.github.modemqtt.emulator.scenario.Scenario.Remark;
import io.github.modemqtt.emulator.scenario.Scenario.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The notation of faults and their times. */
@Timeout(30)
class ScenarioTest {
  private static final Path MANUAL = Path.of("at-scripts/SCENARIO.md");
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;

  /** One of each kind, and what it looks like. */
  static Stream<List<Object>> faults() {
    return Stream.of(
        List.of(new Fault.DropLink(), "drop-link"),
        List.of(new Fault.RefuseConnect(4), "refuse-connect 4"),
        List.of(new Fault.LoseNextUrc("+ECMTPUB"), "lose-urc +ECMTPUB"),
        List.of(new Fault.DelayNextUrc("+ECMTPUB: 0,5", SECOND), "delay-urc \"+ECMTPUB: 0,5\" 1s"),
        List.of(new Fault.DuplicateNextUrc("+ECMTPUB"), "duplicate-urc +ECMTPUB"),
        List.of(
            new Fault.InjectLine("+X: \"a\\b\"\r\nä\u001a", Moment.BETWEEN_OK_AND_RESULT),
            "inject \"+X: \\\"a\\\\b\\\"\\r\\nä\\x1a\" between-ok-and-result"),
        List.of(new Fault.GarbleBytes(3, -7), "garble-bytes 3 seed -7"),
        List.of(new Fault.DropBytes(1, Long.MAX_VALUE), "drop-bytes 1 seed 9223372036854775807"),
        List.of(new Fault.CutLine(), "cut-line"),
        List.of(new Fault.Mute(Duration.ofMillis(1)), "mute 1ms"),
        List.of(Fault.Mute.untilLifted(), "mute"),
        List.of(new Fault.Reset(), "reset"),
        List.of(new Fault.StuckConnecting(), "stuck-connecting"),
        List.of(new Fault.NoNetwork(Duration.ofSeconds(90)), "no-network 90s"),
        List.of(new Fault.Outage(Duration.ofSeconds(30)), "outage 30s"),
        List.of(new Fault.PortGone(Duration.ofMillis(1500)), "port-gone 1.5s"));
  }

  static Stream<List<Object>> triggers() {
    return Stream.of(
        List.of(new Trigger.At(Duration.ZERO), "at 0s"),
        List.of(new Trigger.At(Duration.ofHours(2)), "at 7200s"),
        List.of(new Trigger.Every(Duration.ofMillis(500)), "every 500ms"),
        List.of(new Trigger.After("+ECMTOPEN", Duration.ZERO, false), "after +ECMTOPEN"),
        List.of(new Trigger.After("E", Duration.ZERO, true), "after every E"),
        List.of(new Trigger.After("every", SECOND, false), "1s after \"every\""),
        List.of(new Trigger.After("", Duration.ofNanos(1), true), "0.000000001s after every \"\""));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsReadAndPrinted(List<Object> example) {
    Scenario scenario = Scenario.of(new Step(new Trigger.At(SECOND), (Fault) example.get(0)));
    String text = "at 1s " + example.get(1) + "\n";

    assertEquals(text, scenario.print());
    assertEquals(scenario, Scenario.parse(text));
  }

  @ParameterizedTest
  @MethodSource("triggers")
  void aTimeIsReadAndPrinted(List<Object> example) {
    Scenario scenario = Scenario.of(new Step((Trigger) example.get(0), new Fault.Reset()));
    String text = example.get(1) + " reset\n";

    assertEquals(text, scenario.print());
    assertEquals(scenario, Scenario.parse(text));
  }

  /** A new kind of fault needs a line in the table of notations, and an example here. */
  @Test
  void eachKindOfFaultHasANotationAndAnExample() throws IOException {
    Set<Class<?>> kinds =
        Arrays.stream(Fault.class.getPermittedSubclasses()).collect(Collectors.toSet());
    Set<Class<?>> examples =
        faults().map(example -> example.get(0).getClass()).collect(Collectors.toSet());
    assertEquals(kinds, examples);

    String manual = Files.readString(MANUAL);
    faults()
        .map(example -> ((String) example.get(1)).split(" ")[0])
        .forEach(word -> assertTrue(manual.contains("| `" + word), word));
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void eachMomentHasItsWord(Moment moment) {
    Scenario scenario =
        Scenario.of(new Step(new Trigger.At(SECOND), new Fault.InjectLine("RDY", moment)));

    assertEquals(scenario, Scenario.parse(scenario.print()));
  }

  @Test
  void remarksEmptyLinesAndOtherSpacingAreTakenAsTheyCome() {
    Scenario scenario =
        Scenario.parse(
            "\uFEFF#  once\r\n\n\t after  AT+ECMTPUB\tinject  X  before-ok  \r\nat 2min reset");

    assertEquals(
        "# once\n\nafter AT+ECMTPUB inject \"X\" before-ok\nat 120s reset\n", scenario.print());
    assertEquals(scenario, Scenario.parse(scenario.print()));
    assertEquals(new Remark("once"), scenario.entries().get(0));
    assertEquals(2, scenario.steps().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "later reset               | 1  | 'at', 'every', 'after', a time and 'after', or '#'",
        "at soon reset             | 4  | a time of at most 999999999s",
        "at -1s reset              | 4  | a time of at most 999999999s",
        "at 1e3s reset             | 4  | a time of at most 999999999s",
        "at 0.0000000001s reset    | 4  | a time of at most 999999999s",
        "at 1000000000s reset      | 4  | a time of at most 999999999s",
        "at 1.s reset              | 4  | a time of at most 999999999s",
        "at 99999999999999999h x   | 4  | a time of at most 999999999s",
        "at                        | 3  | a time of at most 999999999s",
        "every 0s reset            | 7  | at least 1ms",
        "5s reset                  | 4  | 'after' behind the time",
        "after                     | 6  | how it begins, such as +ECMTPUB",
        "at 1s                     | 6  | a fault, one of drop-link refuse-connect",
        "at 1s explode             | 7  | a fault, one of drop-link refuse-connect",
        "at 1s reset now           | 13 | the end of the line",
        "at 1s refuse-connect x    | 22 | a whole number from 0 to 2147483647",
        "at 1s refuse-connect 6    | 22 | other values: the return code must be 1 to 5, not 6",
        "at 1s garble-bytes 0 seed 1 | 20 | other values: the number of bytes must be at least 1",
        "at 1s garble-bytes 1      | 21 | 'seed' and a whole number",
        "at 1s garble-bytes 1 seed | 26 | a whole number",
        "at 1s garble-bytes 1 seed x | 27 | a whole number",
        "at 1s no-network          | 17 | a time of at most 999999999s",
        "at 1s inject              | 13 | a text in quotes",
        "at 1s inject \"x           | 16 | '\"' at the end of the text",
        "at 1s inject \"x\"y now     | 17 | a blank behind the quote",
        "at 1s inject \"\\q\" now     | 16 | one of r n t \" \\ xHH after the backslash",
        "at 1s inject \"\\x1g\" now   | 18 | two hexadecimal digits",
        "at 1s inject x            | 15 | one of before-echo before-ok between-ok-and-result",
        "at 1s inject x then       | 16 | one of before-echo before-ok between-ok-and-result",
      })
  void whatIsWrongIsSaidWithItsPlace(String line, int column, String expected) {
    ScenarioFormatException failure =
        assertThrows(
            ScenarioFormatException.class, () -> Scenario.parse("# first\n" + line + "\nat 1s x"));

    assertEquals(2, failure.line());
    assertEquals(column, failure.column(), failure.getMessage());
    assertTrue(failure.expected().startsWith(expected), failure.getMessage());
    assertTrue(failure.getMessage().contains("line 2, column " + column), failure.getMessage());
  }

  @Test
  void controlCharactersAreEscaped() {
    ScenarioFormatException failure =
        assertThrows(
            ScenarioFormatException.class, () -> Scenario.parse("at 1s inject \"\u001a\" now"));

    assertEquals(15, failure.column());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\u0000"})
  void remarksAreOneLine(String text) {
    assertThrows(IllegalArgumentException.class, () -> new Remark(text));
  }

  @Test
  void timesCannotBeNegativeNorRepetitionsWithoutPause() {
    Duration negative = Duration.ofNanos(-1);
    assertThrows(IllegalArgumentException.class, () -> new Trigger.At(negative));
    assertThrows(IllegalArgumentException.class, () -> new Trigger.After("X", negative, false));
    assertThrows(IllegalArgumentException.class, () -> new Trigger.Every(Duration.ofNanos(1)));
  }

  @Test
  void aCommandIsMeantByItsBeginning() {
    Trigger.After after = new Trigger.After("+ecmtpub", Duration.ZERO, false);
    assertTrue(after.matches("AT+ECMTPUB=0,1,1,0,\"t\",\"x\""));
    assertTrue(new Trigger.After("at+ecmt", Duration.ZERO, false).matches("AT+ECMTPUB=0"));
    assertTrue(new Trigger.After("", Duration.ZERO, false).matches("AT"));
    assertFalse(after.matches("AT+ECMTSUB=0,1,\"+ECMTPUB\",1"));
  }

  @Test
  void aFileIsReadAndItsFaultsTold() throws IOException {
    Path file = folder.resolve("faults.scenario");
    Files.writeString(file, "at 1s inject \"grüß\" now\n");
    assertEquals("at 1s inject \"grüß\" now\n", Scenario.read(file).print());

    Files.write(file, "at 1s reset\n# grüß".getBytes(ISO_8859_1));
    ScenarioFormatException failure =
        assertThrows(ScenarioFormatException.class, () -> Scenario.read(file));
    assertEquals("UTF-8 text", failure.expected());
    assertEquals("2:5", failure.line() + ":" + failure.column());

    ScenarioFileException missing =
        assertThrows(ScenarioFileException.class, () -> Scenario.read(folder.resolve("none")));
    assertTrue(missing.getMessage().contains("none"), missing.getMessage());
  }

  /** What the manual shows in its code blocks, other than the command line. */
  @Test
  void theExamplesOfTheManualAreScenarios() throws IOException {
    List<String> blocks =
        Pattern.compile("```\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(MANUAL, UTF_8))
            .results()
            .map(match -> match.group(1))
            .filter(block -> !block.startsWith("java "))
            .toList();
    assertFalse(blocks.isEmpty());
    for (String block : blocks) {
      assertEquals(block, Scenario.parse(block).print());
    }
  }
}
