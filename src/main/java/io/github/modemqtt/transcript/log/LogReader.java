package io.github.modemqtt.transcript.log;

import io.github.modemqtt.transcript.Step;
import io.github.modemqtt.transcript.Transcript;
import io.github.modemqtt.transcript.log.FormatDetector.Detected;
import io.github.modemqtt.transcript.log.LogLine.Side;
import io.github.modemqtt.transcript.log.Stamps.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one log. Not thread-safe. */
final class LogReader {
  private final @Nullable LogFormat forced;
  private final ReportBuilder report = new ReportBuilder();
  private final SideMarks marks = new SideMarks();
  private final Banners banners = new Banners();

  /** Whether the mark of the module stands for the lines that follow it, too. */
  private boolean isInPiece;

  LogReader(@Nullable LogFormat forced) {
    this.forced = forced;
  }

  LogImport read(byte[] log) {
    List<LogLine> lines = clean(LineSplitter.split(log, report));
    FormatDetector detector = new FormatDetector(lines, marks);
    Detected found = detector.detect();
    LogFormat format = forced == null ? found.format() : forced;
    Stamps stamps = found.stamps();
    if (format == LogFormat.HEX_DUMP) {
      byte[] bytes = HexDump.bytes(lines, report);
      lines = clean(LineSplitter.split(bytes, report));
      stamps = null;
    }
    boolean deltas = detector.hasDeltas(stamps, banners, format);
    String reason =
        (forced == null ? found.reason() : "it was given")
            + (deltas ? "; its times go up and down, so each is that since the line before" : "");
    List<LogLine> session = session(lines, format, stamps, new LogClock(deltas, report));
    return new LogImport(
        new Transcript(header(format), steps(session, format)), report.build(format, reason));
  }

  private List<LogLine> clean(List<LogLine> lines) {
    List<LogLine> cleaned = new ArrayList<>(lines.size());
    for (LogLine line : lines) {
      LogLine clean = TerminalControl.clean(line, report);
      if (!clean.text().isEmpty() || line.text().isEmpty()) {
        cleaned.add(clean);
      }
    }
    return cleaned;
  }

  private List<LogLine> session(
      List<LogLine> lines, LogFormat format, @Nullable Stamps stamps, LogClock clock) {
    List<LogLine> session = new ArrayList<>(lines.size());
    boolean afterBanner = false;
    for (LogLine line : lines) {
      if (banners.isOne(format, line.text())) {
        report.ignore(line.number(), line.text());
        dropEmptyEnd(session);
        afterBanner = true;
        continue;
      }
      if (afterBanner && line.isBlank()) {
        continue;
      }
      afterBanner = false;
      LogLine timed = stamps == null ? line : timed(line, stamps, clock);
      if (format != LogFormat.MARKED) {
        session.add(timed);
      } else if (marks.isEndOfSent(timed.text())) {
        report.ignore(line.number(), line.text());
      } else {
        session.add(marked(timed));
      }
    }
    return session;
  }

  /** An empty line before what a program says of itself is the program's. */
  private static void dropEmptyEnd(List<LogLine> session) {
    while (!session.isEmpty() && session.get(session.size() - 1).isBlank()) {
      session.remove(session.size() - 1);
    }
  }

  private static LogLine timed(LogLine line, Stamps stamps, LogClock clock) {
    Stamp stamp = stamps.at(line.text());
    return stamp == null
        ? line
        : line.withText(line.text().substring(stamp.end()))
            .withTime(clock.offset(line.number(), stamp));
  }

  private LogLine marked(LogLine line) {
    SideMarks.Mark piece = marks.chineseAt(line.text());
    SideMarks.Mark mark = piece == null ? marks.at(line.text()) : piece;
    if (mark == null) {
      return isInPiece ? line.withSide(Side.MODULE) : line;
    }
    isInPiece = piece != null && piece.side() == Side.MODULE;
    return line.withText(line.text().substring(mark.end())).withSide(mark.side());
  }

  private List<Step> steps(List<LogLine> lines, LogFormat format) {
    boolean capture =
        format.isCapture() || format == LogFormat.PLAIN && lines.stream().anyMatch(this::isEcho);
    boolean marked = format == LogFormat.MARKED;
    SessionReader reader =
        new SessionReader(capture, EmptyLines.areKept(lines, capture), marked, report);
    lines.forEach(reader::line);
    return reader.finish();
  }

  /** An echo with its CR, then CR LF: nobody but a module does this. */
  private boolean isEcho(LogLine line) {
    return line.doubleReturn() && AtText.isCommand(line.text());
  }

  private Map<String, String> header(LogFormat format) {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("source", "a log, " + format.label());
    header.putAll(banners.header());
    return header;
  }
}
