package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.Difference;
import io.github.modemqtt.transcript.RunReport;
import io.github.modemqtt.transcript.TranscriptDiff;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results of 'run' and 'diff' as JSON (RFC 8259), in one line. */
final class TranscriptJson {
  private TranscriptJson() {}

  static String of(RunReport report) {
    return "{\"transcript\":"
        + string(report.name())
        + ",\"matches\":"
        + report.matches()
        + ",\"end\":"
        + word(report.end())
        + ",\"lines\":"
        + report.lines()
        + ",\"linesSent\":"
        + report.linesSent()
        + differences(report.differences(), report.further());
  }

  static String of(TranscriptDiff diff) {
    return "{\"first\":"
        + string(diff.first())
        + ",\"second\":"
        + string(diff.second())
        + ",\"matches\":"
        + diff.matches()
        + differences(diff.differences(), diff.further());
  }

  private static String differences(List<Difference> differences, int further) {
    return ",\"differences\":"
        + differences.stream()
            .map(TranscriptJson::difference)
            .collect(Collectors.joining(",", "[", "]"))
        + ",\"further\":"
        + further
        + "}";
  }

  private static String difference(Difference difference) {
    StringBuilder json = new StringBuilder("{\"kind\":").append(word(difference.kind()));
    json.append(",\"line\":").append(difference.line());
    difference.otherLine().ifPresent(line -> json.append(",\"otherLine\":").append(line));
    difference.expected().ifPresent(text -> json.append(",\"expected\":").append(string(text)));
    difference.got().ifPresent(text -> json.append(",\"got\":").append(string(text)));
    return json.append(",\"tolerated\":").append(difference.tolerated()).append('}').toString();
  }

  private static String word(Enum<?> constant) {
    return string(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
