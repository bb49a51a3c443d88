package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Difference.Kind;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.internal.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One run of a transcript. Not thread-safe. */
final class Runner {
  /** So long at least between two questions of a poll. */
  private static final Duration POLL_PAUSE = Duration.ofMillis(200);

  private static final int MAX_EARLY = 256;

  /** So many units are looked for in what has come; others are found by their line ends. */
  private static final int MAX_AWAITED = 64;

  private final String name;
  private final List<Exchange> exchanges;
  private final Values values;
  private final TranscriptRun.Options options;
  private final LiveLine line;
  private final Differences differences = new Differences();

  /** What came and was not awaited yet; it may be in its place later. */
  private final ArrayDeque<Unit> early = new ArrayDeque<>();

  private Echo echo = Echo.NONE;
  private RunReport.End end = RunReport.End.COMPLETE;
  private int sent;
  private int lastLine;

  Runner(
      String name,
      List<Exchange> exchanges,
      Values values,
      TranscriptRun.Options options,
      Transport line) {
    this.name = name;
    this.exchanges = exchanges;
    this.values = values;
    this.options = options;
    this.line = new LiveLine(line);
  }

  RunReport run() {
    int next = 0;
    while (next < exchanges.size() && end == RunReport.End.COMPLETE) {
      int last = lastOfPoll(next);
      if (last > next) {
        poll(next, last);
      } else {
        exchange(exchanges.get(next));
      }
      next = last + 1;
    }
    listen(Duration.ZERO);
    early.forEach(this::unexpected);
    return new RunReport(name, lines(), sent, end, differences.sorted(), differences.further());
  }

  private int lines() {
    return (int) exchanges.stream().filter(exchange -> exchange.host() != null).count();
  }

  private int lastOfPoll(int first) {
    int last = first;
    while (last + 1 < exchanges.size() && exchanges.get(first).asksSame(exchanges.get(last + 1))) {
      last++;
    }
    return last;
  }

  // ---- one line of the host, and what the module says to it ----

  private void exchange(Exchange exchange) {
    pause(exchange.pause());
    send(exchange);
    sent += exchange.host() == null ? 0 : 1;
    UnitMatch match = match(exchange);
    takeEarly(match);
    echo = new Echo(exchange, values);
    Deadline deadline = Deadline.after(exchange.answerTime().plus(options.timeout()));
    boolean heard = match.isOver();
    while (!match.isOver()) {
      Optional<Unit> unit = next(match.missing(), deadline);
      unit.filter(got -> !echo.take(got)).ifPresent(match::offer);
      heard |= unit.isPresent();
      if (unit.isEmpty() || deadline.isOver()) {
        break;
      }
    }
    finish(match, heard || match.hasMatchedAny());
  }

  private void send(Exchange exchange) {
    Unit host = exchange.host();
    lastLine = exchange.line();
    if (host == null) {
      return;
    }
    line.send(values.bytes(host.content()));
    options.listener().onSent(host.shown());
  }

  private UnitMatch match(Exchange exchange) {
    return new UnitMatch(Echo.without(exchange), this::isSame);
  }

  private boolean isSame(Unit expected, Unit got) {
    return ToldNumbers.sameOtherwise(values.bytes(expected.content()), got.content().bytes());
  }

  private Optional<Unit> next(List<Unit> awaited, Deadline deadline) {
    List<byte[]> bytes = new ArrayList<>();
    awaited.stream().limit(MAX_AWAITED).forEach(unit -> bytes.add(values.bytes(unit.content())));
    echo.awaited().ifPresent(bytes::add);
    Optional<Unit> unit =
        line.next(bytes, deadline).map(got -> new Unit(false, Content.of(got), lastLine));
    unit.ifPresent(got -> options.listener().onReceived(shown(got)));
    return unit;
  }

  private String shown(Unit got) {
    return Unit.shown(false, values.shown(got.content().bytes()));
  }

  // ---- a query that is asked until the answer is the last one ----

  private void poll(int first, int last) {
    Duration inTranscript = Duration.ZERO;
    for (int i = first; i <= last; i++) {
      inTranscript = inTranscript.plus(pollPause(i)).plus(exchanges.get(i).answerTime());
    }
    Deadline deadline = Deadline.after(inTranscript.plus(options.timeout()));
    pause(exchanges.get(first).pause());
    int at = first;
    while (true) {
      Exchange asked = exchanges.get(at);
      send(asked);
      List<Unit> answer = answer(first, last, asked);
      int found = found(answer, at, last);
      if (found == last || found < 0 || deadline.isOver()) {
        UnitMatch match = match(exchanges.get(last));
        answer.forEach(match::offer);
        finish(match, !answer.isEmpty());
        sent += last - first + 1;
        return;
      }
      at = found;
      UnitMatch asBefore = match(exchanges.get(found));
      answer.forEach(asBefore::offer);
      asBefore.unexpected().forEach(this::keepEarly);
      listen(pollPause(Math.min(at + 1, last)));
    }
  }

  private Duration pollPause(int index) {
    Duration pause = exchanges.get(index).pause();
    return pause.compareTo(POLL_PAUSE) < 0 ? POLL_PAUSE : pause;
  }

  /** What comes up to the final result. */
  private List<Unit> answer(int first, int last, Exchange asked) {
    List<Unit> awaited = new ArrayList<>();
    exchanges.subList(first, last + 1).forEach(one -> awaited.addAll(Echo.without(one)));
    Deadline deadline = Deadline.after(asked.answerTime().plus(options.timeout()));
    echo = new Echo(asked, values);
    List<Unit> answer = new ArrayList<>();
    Optional<Unit> unit = next(awaited, deadline);
    while (unit.isPresent() && answer.size() < UnitMatch.MAX_UNEXPECTED) {
      unit.filter(got -> !echo.take(got)).ifPresent(answer::add);
      unit = unit.get().isFinalResult() ? Optional.empty() : next(awaited, deadline);
    }
    return answer;
  }

  /** The last exchange whose answer this is, or -1. */
  private int found(List<Unit> answer, int at, int last) {
    for (int i = last; i >= at; i--) {
      UnitMatch match = match(exchanges.get(i));
      answer.forEach(match::offer);
      if (match.isComplete()) {
        return i;
      }
    }
    return -1;
  }

  // ---- what came before its time, or not at all ----

  private void pause(Duration inTranscript) {
    long nanos = Math.round(Deadline.nanos(inTranscript) * options.pauseScale());
    listen(Duration.ofNanos(nanos));
  }

  /** Hears what the module says by itself. */
  private void listen(Duration time) {
    Deadline deadline = Deadline.after(time);
    Optional<Unit> unit = next(List.of(), deadline);
    int afterwards = 0;
    while (unit.isPresent()) {
      keepEarly(unit.get());
      afterwards += deadline.isOver() ? 1 : 0;
      unit = afterwards > MAX_EARLY ? Optional.empty() : next(List.of(), deadline);
    }
  }

  private void keepEarly(Unit unit) {
    if (!unit.canBeUrc()) {
      unexpected(unit);
      return;
    }
    if (early.size() == MAX_EARLY) {
      unexpected(early.remove());
    }
    early.add(unit);
  }

  private void takeEarly(UnitMatch match) {
    for (Iterator<Unit> units = early.iterator(); units.hasNext(); ) {
      Unit unit = units.next();
      if (match.offerEarly(unit)) {
        units.remove();
        differences.add(Kind.MOVED, unit.line(), shown(unit), shown(unit), !options.strict());
      }
    }
  }

  private void unexpected(Unit unit) {
    boolean tolerated = unit.canBeUrc() && !options.strict();
    differences.add(Kind.UNEXPECTED, unit.line(), "", shown(unit), tolerated);
  }

  private void finish(UnitMatch match, boolean answered) {
    List<Unit> unexpected = new ArrayList<>(match.unexpected());
    List<Unit> missing = new ArrayList<>(match.missing());
    for (UnitMatch.Pair pair : match.changed()) {
      missing.remove(pair.expected());
      unexpected.remove(pair.got());
      changed(pair, false);
    }
    match.measured().forEach(pair -> changed(pair, !options.strict()));
    for (Unit unit : missing) {
      differences.add(Kind.MISSING, unit.line(), unit.shown(), "", false);
    }
    for (Unit unit : match.moved()) {
      differences.add(Kind.MOVED, unit.line(), unit.shown(), unit.shown(), !options.strict());
    }
    unexpected.forEach(this::keepEarly);
    echo.difference()
        .ifPresent(
            kind -> {
              String text = echo.shown();
              boolean missed = kind == Kind.MISSING;
              differences.add(
                  kind, lastLine, missed ? text : "", missed ? "" : text, !options.strict());
            });
    echo = Echo.NONE;
    differences.addFurther(match.dropped());
    if (!answered) {
      end = RunReport.End.NO_ANSWER;
    } else if (isOutOfStep(match) || missing.stream().anyMatch(Unit::isFinalResult)) {
      end = RunReport.End.OUT_OF_STEP;
    }
  }

  /**
   * A prompt on one side only: what comes next would be data to one, and a command to the other.
   */
  private static boolean isOutOfStep(UnitMatch match) {
    return match.missing().stream().anyMatch(Unit::isPrompt)
        || match.unexpected().stream().anyMatch(Unit::isPrompt);
  }

  private void changed(UnitMatch.Pair pair, boolean tolerated) {
    Unit expected = pair.expected();
    differences.add(Kind.CHANGED, expected.line(), expected.shown(), shown(pair.got()), tolerated);
  }
}
