package io.github.modemqtt.transcript.log;

import io.github.modemqtt.transcript.Step;
import io.github.modemqtt.transcript.log.Stamps.Stamp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes times since the start of what stamps say. Not thread-safe. */
final class LogClock {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  private final boolean deltas;
  private final ReportBuilder report;
  private @Nullable Duration first;
  private Duration midnights = Duration.ZERO;
  private Duration last = Duration.ZERO;

  LogClock(boolean deltas, ReportBuilder report) {
    this.deltas = deltas;
    this.report = report;
  }

  /** The time since the first stamp; {@code null} if it is none of a session. */
  @Nullable Duration offset(int line, Stamp stamp) {
    Duration value = Duration.ofSeconds(stamp.seconds(), stamp.nanos());
    if (first == null) {
      first = value;
      return last;
    }
    Duration offset = deltas ? last.plus(value) : value.minus(first).plus(midnights);
    if (stamp.timeOfDay() && last.minus(offset).compareTo(HALF_A_DAY) > 0) {
      midnights = midnights.plus(DAY);
      offset = offset.plus(DAY);
    }
    if (offset.compareTo(last) < 0) {
      report.guess(line, Rule.TIME_BACKWARDS, Confidence.LOW);
      return last;
    }
    if (offset.compareTo(Step.MAX_OFFSET) > 0) {
      report.guess(line, Rule.TIME_IMPOSSIBLE, Confidence.LOW);
      return null;
    }
    last = offset;
    return offset;
  }
}
