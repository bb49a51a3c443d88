package io.github.modemqtt.transcript.log;

import io.github.modemqtt.transcript.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what an import guesses. Not thread-safe. */
final class ReportBuilder {
  private static final int SHOWN_BYTES = 120;

  private final List<Guess> guesses = new ArrayList<>();
  private final List<IgnoredLine> ignored = new ArrayList<>();
  private int hostLines;
  private int moduleLines;
  private int remarks;

  void guess(int line, Rule rule, Confidence confidence) {
    guesses.add(new Guess(line, rule, confidence));
  }

  void ignore(int line, String text) {
    String start = text.length() > SHOWN_BYTES ? text.substring(0, SHOWN_BYTES) : text;
    ignored.add(
        new IgnoredLine(line, Content.of(start.getBytes(StandardCharsets.ISO_8859_1)).toString()));
  }

  void hostLine() {
    hostLines++;
  }

  void moduleLine() {
    moduleLines++;
  }

  void remark() {
    remarks++;
  }

  ImportReport build(LogFormat format, String reason) {
    guesses.sort(Comparator.comparingInt(Guess::line));
    return new ImportReport(format, reason, hostLines, moduleLines, remarks, guesses, ignored);
  }
}
