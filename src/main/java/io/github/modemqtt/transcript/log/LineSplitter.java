package io.github.modemqtt.transcript.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Cuts a log into lines, whatever its line ends are. */
final class LineSplitter {
  static final int MAX_LINE_BYTES = 16_384;

  private final String text;
  private final ReportBuilder report;
  private final List<LogLine> lines = new ArrayList<>();
  private int start;

  private LineSplitter(String text, ReportBuilder report) {
    this.text = text;
    this.report = report;
  }

  static List<LogLine> split(byte[] log, ReportBuilder report) {
    return new LineSplitter(withoutByteOrderMark(log), report).split();
  }

  /** Bytes as ISO 8859-1; what Windows programs write in UTF-16 becomes UTF-8 before. */
  private static String withoutByteOrderMark(byte[] log) {
    String raw = new String(log, ISO_8859_1);
    if (raw.startsWith("\u00FF\u00FE")) {
      return reencoded(new String(log, 2, log.length - 2, UTF_16LE));
    }
    if (raw.startsWith("\u00FE\u00FF")) {
      return reencoded(new String(log, 2, log.length - 2, UTF_16BE));
    }
    return raw.startsWith("\u00EF\u00BB\u00BF") ? raw.substring(3) : raw;
  }

  private static String reencoded(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private List<LogLine> split() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        at = lineEnd(at);
      } else if (at - start == MAX_LINE_BYTES) {
        report.guess(lines.size() + 1, Rule.CUT, Confidence.LOW);
        add(at, false);
        start = at;
      } else {
        at++;
      }
    }
    if (start < text.length()) {
      add(text.length(), false);
    }
    return lines;
  }

  /** Takes CR* LF, a lone CR, and LF CR. Returns the index after it. */
  private int lineEnd(int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) == '\r') {
      end++;
    }
    boolean lineFeed = end < text.length() && text.charAt(end) == '\n';
    int returns = end - at;
    if (!lineFeed && returns > 1) {
      end = at + 1;
      returns = 1;
    }
    add(at, lineFeed && returns > 1);
    start = lineFeed ? end + 1 : end;
    if (lineFeed && returns == 0 && isLoneReturn(start)) {
      start++;
    }
    return start;
  }

  private boolean isLoneReturn(int at) {
    return at < text.length()
        && text.charAt(at) == '\r'
        && (at + 1 == text.length() || text.charAt(at + 1) != '\n');
  }

  private void add(int end, boolean doubleReturn) {
    lines.add(new LogLine(lines.size() + 1, text.substring(start, end), doubleReturn));
  }
}
