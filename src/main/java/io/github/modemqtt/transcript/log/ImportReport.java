package io.github.modemqtt.transcript.log;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an import made of a log, and how sure that is.
 *
 * @param format the format of the log
 * @param reason why it was taken as that, a phrase
 * @param hostLines how many lines (or pieces of data) the host sends
 * @param moduleLines how many lines of text the module sends, echoes and prompts included
 * @param remarks how many lines became remarks
 * @param guesses what was guessed, in the order of the lines
 * @param ignored the lines that were left out, in order
 */
public record ImportReport(
    LogFormat format,
    String reason,
    int hostLines,
    int moduleLines,
    int remarks,
    List<Guess> guesses,
    List<IgnoredLine> ignored) {
  private static final int SHOWN_NUMBERS = 12;

  /**
   * Copies the lists.
   *
   * @param format the format of the log
   * @param reason why it was taken as that
   * @param hostLines how many lines the host sends
   * @param moduleLines how many lines the module sends
   * @param remarks how many lines became remarks
   * @param guesses what was guessed
   * @param ignored the lines that were left out
   */
  public ImportReport {
    guesses = List.copyOf(guesses);
    ignored = List.copyOf(ignored);
  }

  /**
   * The report for people: guesses of the same kind in one line, the least sure ones first.
   *
   * @return several lines, each with a line feed
   */
  public String print() {
    StringBuilder text = new StringBuilder();
    text.append("format: ").append(format.label()).append(", because ").append(reason).append('\n');
    text.append("lines: ").append(hostLines).append(" of the host, ");
    text.append(moduleLines).append(" of the module, ");
    text.append(remarks).append(" remarks, ").append(ignored.size()).append(" left out\n");
    for (Confidence confidence : List.of(Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)) {
      guessesOf(confidence).forEach((rule, lines) -> append(text, confidence, rule, lines));
    }
    for (IgnoredLine line : ignored) {
      text.append("left out: line ").append(line.line()).append(": ");
      text.append(line.text()).append('\n');
    }
    return text.toString();
  }

  private Map<Rule, List<Integer>> guessesOf(Confidence confidence) {
    Map<Rule, List<Integer>> lines = new EnumMap<>(Rule.class);
    for (Guess guess : guesses) {
      if (guess.confidence() == confidence) {
        lines.computeIfAbsent(guess.rule(), rule -> new ArrayList<>()).add(guess.line());
      }
    }
    return lines;
  }

  private static void append(
      StringBuilder text, Confidence confidence, Rule rule, List<Integer> lines) {
    text.append(confidence.name().toLowerCase(Locale.ROOT));
    text.append(": ").append(rule.text()).append(" (line");
    String mark = " ";
    for (int line : lines.subList(0, Math.min(SHOWN_NUMBERS, lines.size()))) {
      text.append(mark).append(line);
      mark = ", ";
    }
    int more = lines.size() - SHOWN_NUMBERS;
    text.append(more > 0 ? " and " + more + " more)\n" : ")\n");
  }
}
