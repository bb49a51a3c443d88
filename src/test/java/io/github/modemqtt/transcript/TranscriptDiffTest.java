package io.github.modemqtt.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TranscriptDiffTest {
  private static TranscriptDiff diff(String first, String second) {
    return TranscriptDiff.between(Transcript.parse(first), Transcript.parse(second));
  }

  private static void assertSame(String first, String second) {
    TranscriptDiff diff = diff(first, second);
    assertEquals(List.of(), diff.differences());
    assertTrue(diff.matches());
  }

  private static List<String> told(TranscriptDiff diff) {
    return diff.differences().stream()
        .map(
            d ->
                d.kind()
                    + " "
                    + d.line()
                    + "/"
                    + d.otherLine().orElseThrow()
                    + d.expected().map(text -> " " + text).orElse("")
                    + d.got().map(text -> " | " + text).orElse(""))
        .collect(Collectors.toList());
  }

  @Test
  void timesHeadersRemarksAndChunksDoNotCount() {
    assertSame(
        "module: A\n\n0.100 > AT+CSQ\n0.200 < +CSQ: 1,2\n0.210 < OK\n",
        "date: now\n\n# later\n9.1 > AT+CSQ\n<| \\r\\n+CS\n--\n<| Q: 1,2\\r\\n\n< OK\n");
  }

  @Test
  void anAnswerThatDiffersIsToldWithBothLines() {
    TranscriptDiff diff =
        diff("> AT+CFUN?\n< +CFUN: 1\n< OK\n", "# x\n> AT+CFUN?\n< +CFUN: 4\n< OK\n");

    assertEquals(List.of("CHANGED 2/3 < +CFUN: 1 | < +CFUN: 4"), told(diff));
    assertFalse(diff.matches());
    assertEquals(
        "first / second: 1 differing\n"
            + "line 2 / 3: changed\n"
            + "  expected < +CFUN: 1\n"
            + "  got      < +CFUN: 4",
        diff.text());
  }

  @Test
  void linesOfTheHostThatAreOnOneSideOnlyAreToldWithTheirAnswers() {
    String before = "> AT\n< OK\n";
    String more = "> AT+X=1\n< +X: 1\n< OK\n";
    String after = "> AT+Y\n< OK\n";

    assertEquals(
        List.of("MISSING 3/1 > AT+X=1\n< +X: 1\n< OK"),
        told(diff(before + more + after, before + after)));
    assertEquals(
        List.of("UNEXPECTED 1/3 | > AT+X=1\n< +X: 1\n< OK"),
        told(diff(before + after, before + more + after)));
  }

  @Test
  void aCommandWithOtherParametersIsChangedAndItsAnswersAreCompared() {
    assertEquals(
        List.of("CHANGED 1/1 > AT+P=1 | > AT+P=2", "MISSING 3/1 < +P: 1"),
        told(diff("> AT+P=1\n< OK\n< +P: 1\n", "> AT+P=2\n< OK\n")));
  }

  @Test
  void urcsOnOneSideOnlyAreDifferences() {
    assertEquals(
        List.of("UNEXPECTED 1/3 | < +U: 1"), told(diff("> AT\n< OK\n", "> AT\n< OK\n< +U: 1\n")));
  }

  @Test
  void anotherOrderIsToldButNoDifference() {
    TranscriptDiff diff = diff("> AT\n< +U: 1\n< OK\n", "> AT\n< OK\n< +U: 1\n");

    assertTrue(diff.matches());
    assertEquals(1, diff.differences().size());
  }

  @ParameterizedTest
  @CsvSource({
    "'> AT=\\{a}\n< \\{a}\n', '> AT=\\{b}\n< \\{b}\n', true",
    "'> AT=\\{a}\n< \\{a}\n', '> AT=12\n< 12\n', true",
    "'> AT=12\n< 12\n', '> AT=\\{b}\n< \\{b}\n', true",
    "'> AT=\\{a}\n< \\{a}\n', '> AT=12\n< 13\n', false",
    "'> AT=\\{a}\n< \\{a}\n', '> AT=x\n< x\n', false",
    "'> AT=\\{p:3}\n< \\{p}\n', '> AT=x;y\n< x;y\n', true",
    "'> AT=\\{p:3}\n', '> AT=xy\n', false",
    "'> AT=\\{p:3}\n', '> AT=\\{p:9}\n', true",
    "'> AT=\\{a},\\{b}\n', '> AT=\\{b},\\{a}\n', true",
    "'> AT=\\{a},\\{b}\n', '> AT=\\{a},\\{a}\n', false",
    "'> AT=\\{a},\\{a}\n', '> AT=\\{a},\\{b}\n', false",
  })
  void aPlaceholderIsTheSameAsItsValueEverywhere(String first, String second, boolean same) {
    assertEquals(same, diff(first, second).matches());
  }

  @Test
  void ofAPollOnlyTheLastAnswerCounts() {
    String searching = "> AT+CEREG?\n< +CEREG: 0,2\n< OK\n";
    String found = "> AT+CEREG?\n< +CEREG: 0,1\n< OK\n";

    assertSame(searching + found, searching.repeat(3) + found);
    assertEquals(1, diff(searching + found, searching).differences().size());
    assertFalse(diff("> AT+P=1\n< OK\n".repeat(2), "> AT+P=1\n< OK\n").matches());
  }

  @Test
  void numbersOfOneModuleDoNotCount() {
    assertSame("> AT+CIMI\n< 001010000000001\n< OK\n", "> AT+CIMI\n< 262011234567890\n< OK\n");
  }

  @Test
  void otherMeasuredNumbersAreToldButNoDifference() {
    TranscriptDiff diff = diff("> AT+CSQ\n< +CSQ: 9,99\n< OK\n", "> AT+CSQ\n< +CSQ: 8,99\n< OK\n");

    assertTrue(diff.matches());
    assertEquals(List.of("CHANGED 2/2 < +CSQ: 9,99 | < +CSQ: 8,99"), told(diff));
  }

  @Test
  void theBestAlignmentIsFound() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      int[] one = random.ints(random.nextInt(12), 0, 4).toArray();
      int[] other = random.ints(random.nextInt(12), 0, 4).toArray();

      List<Alignment.Pair> pairs =
          Alignment.of(one.length, other.length, (i, j) -> one[i] == other[j]);

      assertEquals(longestCommon(one, other), pairs.size());
      for (int i = 0; i < pairs.size(); i++) {
        Alignment.Pair pair = pairs.get(i);
        assertEquals(one[pair.first()], other[pair.second()]);
        assertTrue(i == 0 || pair.first() > pairs.get(i - 1).first());
        assertTrue(i == 0 || pair.second() > pairs.get(i - 1).second());
      }
    }
  }

  private static int longestCommon(int[] one, int[] other) {
    int[][] length = new int[one.length + 1][other.length + 1];
    for (int i = 1; i <= one.length; i++) {
      for (int j = 1; j <= other.length; j++) {
        length[i][j] =
            one[i - 1] == other[j - 1]
                ? length[i - 1][j - 1] + 1
                : Math.max(length[i - 1][j], length[i][j - 1]);
      }
    }
    return length[one.length][other.length];
  }

  @Test
  void whatHasNothingInCommonIsToldUpToABound() {
    String first =
        IntStream.range(0, 1500).mapToObj(i -> "> AT+A" + i + "=1\n").collect(Collectors.joining());
    String second =
        IntStream.range(0, 1500).mapToObj(i -> "> AT+B" + i + "=1\n").collect(Collectors.joining());

    TranscriptDiff diff = diff(first, second);

    assertEquals(Differences.MAX, diff.differences().size());
    assertEquals(3000 - Differences.MAX, diff.further());
  }
}
