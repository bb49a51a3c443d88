package io.github.modemqtt.emulator.internal.network;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a link: everything arrives, in order, after its time.
 *
 * <p>What is still under way when an outage begins arrives after its end. One timer, for what
 * arrives next. What is under way is bounded by who puts it in: upwards by the send buffer,
 * downwards by the link, which holds the broker up.
 */
final class Path {
  private final Coverage coverage;
  private final Travel travel;
  private final ModuleTime time;
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private ModuleClock.@Nullable Timer timer;
  private boolean arriving;

  private record Segment(long due, Runnable arrival) {}

  Path(Coverage coverage, Travel travel, ModuleTime time) {
    this.coverage = coverage;
    this.travel = travel;
    this.time = time;
  }

  /** Runs a task at the other end, at once if nothing is in its way. */
  void carry(Runnable arrival) {
    long travels = travel.nextNanos();
    if (travels == 0 && segments.isEmpty() && !arriving && !coverage.isOut()) {
      arrival.run();
      return;
    }
    segments.add(new Segment(time.nanoTime() + travels, arrival));
    if (timer == null && !arriving) {
      waitForNext();
    }
  }

  /** Loses what is under way. */
  void clear() {
    segments.clear();
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void waitForNext() {
    Segment next = segments.peek();
    timer = next == null ? null : time.after(untilDue(next), this::arrive);
  }

  private Duration untilDue(Segment segment) {
    return Duration.ofNanos(Math.max(0, segment.due() - time.nanoTime()));
  }

  private void arrive() {
    timer = null;
    if (coverage.isOut()) {
      timer = time.after(coverage.left().plusNanos(travel.nextNanos()), this::arrive);
      return;
    }
    arriving = true;
    try {
      for (Segment next = segments.peek(); isDue(next); next = segments.peek()) {
        segments.remove();
        next.arrival().run();
      }
    } finally {
      arriving = false;
      waitForNext();
    }
  }

  private boolean isDue(@Nullable Segment segment) {
    return segment != null && !coverage.isOut() && segment.due() - time.nanoTime() <= 0;
  }
}
