package io.github.modemqtt.transcript.log;

import io.github.modemqtt.transcript.log.Stamps.Stamp;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at the beginning of a log to see who wrote it. */
final class FormatDetector {
  private static final int SAMPLE_LINES = 2000;
  private static final double MOST = 0.8;
  private static final double HALF = 0.5;
  private static final int BACKWARDS_SHARE = 5;

  private final List<LogLine> sample;
  private final SideMarks marks;

  /**
   * What was seen.
   *
   * @param format the format
   * @param reason why
   * @param stamps how times are written, if they are
   */
  record Detected(LogFormat format, String reason, @Nullable Stamps stamps) {}

  FormatDetector(List<LogLine> lines, SideMarks marks) {
    this.sample = lines.subList(0, Math.min(SAMPLE_LINES, lines.size()));
    this.marks = marks;
  }

  Detected detect() {
    Stamps stamps = stamps();
    for (LogLine line : sample) {
      LogFormat program = Banners.programOf(line.text().strip());
      if (program != null) {
        return new Detected(program, "line " + line.number() + " is its heading", stamps);
      }
    }
    if (share(HexDump::isLine) >= MOST) {
      return new Detected(LogFormat.HEX_DUMP, "most lines are bytes in hexadecimal", null);
    }
    Stamps beforeMarks = beforeMarks();
    if (beforeMarks != null) {
      return new Detected(LogFormat.MARKED, "pieces of both sides are marked", beforeMarks);
    }
    if (marked(stamps)) {
      return new Detected(LogFormat.MARKED, "lines of both sides are marked", stamps);
    }
    if (stamps != null) {
      LogFormat format = stamps == Stamps.ARROW ? LogFormat.ARDUINO : LogFormat.TIO;
      return stamps == Stamps.BARE
          ? new Detected(LogFormat.PLAIN, "there are " + stamps.what() + " only", stamps)
          : new Detected(format, "of the " + stamps.what(), stamps);
    }
    return new Detected(LogFormat.PLAIN, "nothing tells of a program", null);
  }

  /** How times are written, if at least half of the lines have one. */
  @Nullable Stamps stamps() {
    for (Stamps stamps : Stamps.values()) {
      if (share(text -> stamps.at(text) != null) >= HALF) {
        return stamps;
      }
    }
    return null;
  }

  private double share(Predicate<String> test) {
    int count = 0;
    int matching = 0;
    for (LogLine line : sample) {
      if (!line.isBlank()) {
        count++;
        matching += test.test(line.text()) ? 1 : 0;
      }
    }
    return count == 0 ? 0 : (double) matching / count;
  }

  /** The stamps before marks that stand for more than one line. */
  private @Nullable Stamps beforeMarks() {
    for (LogLine line : sample) {
      Stamp stamp = Stamps.BRACKETS.at(line.text());
      if (stamp != null && marks.chineseAt(line.text().substring(stamp.end())) != null) {
        return Stamps.BRACKETS;
      }
    }
    return null;
  }

  /** A prompt alone looks like a mark, so both sides have to be there, and a marked command. */
  private boolean marked(@Nullable Stamps stamps) {
    boolean command = false;
    int module = 0;
    int unmarked = 0;
    for (LogLine line : sample) {
      String text = afterStamp(line.text(), stamps);
      SideMarks.Mark mark = marks.at(text);
      if (mark == null) {
        unmarked += text.isBlank() ? 0 : 1;
      } else if (mark.side() == LogLine.Side.MODULE) {
        module++;
      } else {
        command |= AtText.isCommand(text.substring(mark.end()));
      }
    }
    return command && module > unmarked / 2;
  }

  static String afterStamp(String text, @Nullable Stamps stamps) {
    Stamp stamp = stamps == null ? null : stamps.at(text);
    return stamp == null ? text : text.substring(stamp.end());
  }

  /** Whether each time is the one since the line before: then they go up and down. */
  boolean hasDeltas(@Nullable Stamps stamps, Banners banners, LogFormat format) {
    if (stamps == null || stamps == Stamps.SECONDS) {
      return false;
    }
    int pairs = 0;
    int backwards = 0;
    Stamp last = null;
    for (LogLine line : sample) {
      Stamp stamp = banners.isOne(format, line.text()) ? null : stamps.at(line.text());
      if (stamp != null && stamp.timeOfDay() && last != null) {
        pairs++;
        backwards += isBefore(stamp, last) ? 1 : 0;
      }
      last = stamp == null ? last : stamp;
    }
    return backwards > 1 && backwards * BACKWARDS_SHARE > pairs;
  }

  private static boolean isBefore(Stamp stamp, Stamp other) {
    return stamp.seconds() < other.seconds()
        || stamp.seconds() == other.seconds() && stamp.nanos() < other.nanos();
  }
}
