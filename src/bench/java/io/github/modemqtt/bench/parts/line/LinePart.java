package io.github.modemqtt.bench.parts.line;

import io.github.modemqtt.bench.LocalBroker;
import io.github.modemqtt.bench.Part;
import io.github.modemqtt.bench.Section;
import io.github.modemqtt.mqtt.Qos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** How much of a serial line's speed a user gets. */
public final class LinePart implements Part {
  static final String TOPIC = "plant/7/state";

  /** The fastest first: while it runs, the code gets compiled. */
  private static final List<Integer> RATES = List.of(921_600, 115_200, 9_600);

  private static final List<Integer> PAYLOADS = List.of(20, 100, 700);
  private static final List<Qos> QOS = List.of(Qos.AT_MOST_ONCE, Qos.AT_LEAST_ONCE);
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration EACH = Duration.ofMillis(1200);
  private static final int ROUNDS = 3;
  private static final int USUAL_RATE = 115_200;
  private static final int USUAL_PAYLOAD = 100;
  private static final double ENOUGH_PERCENT = 95;
  private static final double ADDED_PERCENT = 1;

  private record Case(int rate, int payload, Qos qos, Station.Speed bare, Station.Speed client) {
    double percentOfBare() {
      return 100 * client.percentOfLimit() / bare.percentOfLimit();
    }

    /** What a message takes beyond the line's own time, beside the same of the bare loop. */
    double addedMicros() {
      return client.beyondLimitMicros() - bare.beyondLimitMicros();
    }

    List<Object> row() {
      return List.of(
          rate,
          payload,
          qos.level(),
          client.limit(),
          bare.perSecond(),
          client.perSecond(),
          client.percentOfLimit(),
          percentOfBare(),
          addedMicros(),
          client.occupancy());
    }
  }

  @Override
  public String name() {
    return "line";
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Section run() throws Exception {
    List<Case> cases = new ArrayList<>();
    try (LocalBroker broker = LocalBroker.start()) {
      for (int rate : RATES) {
        try (Station bare = new Station(1, rate, broker, BareLoop::new);
            Station client = new Station(2, rate, broker, ClientHost::new)) {
          if (cases.isEmpty()) {
            measure(rate, PAYLOADS.get(0), Qos.AT_LEAST_ONCE, WARM_UP, bare, client);
          }
          for (int payload : PAYLOADS) {
            for (Qos qos : QOS) {
              cases.add(tell(measure(rate, payload, qos, EACH, bare, client)));
            }
          }
        }
      }
    }
    cases.sort(
        Comparator.comparingInt(Case::rate).thenComparing(Case::payload).thenComparing(Case::qos));
    return section(cases);
  }

  private static Case measure(
      int rate, int payload, Qos qos, Duration about, Station bare, Station client) {
    String text = "x".repeat(payload);
    List<Station.Speed> bareSpeeds = new ArrayList<>();
    List<Station.Speed> clientSpeeds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      bareSpeeds.add(bare.publish(text, qos, about));
      clientSpeeds.add(client.publish(text, qos, about));
    }
    return new Case(rate, payload, qos, leastDisturbed(bareSpeeds), leastDisturbed(clientSpeeds));
  }

  private static Station.Speed leastDisturbed(List<Station.Speed> rounds) {
    return rounds.stream()
        .max(Comparator.comparingDouble(Station.Speed::percentOfLimit))
        .orElseThrow();
  }

  private static Case tell(Case done) {
    System.out.printf(
        Locale.ROOT,
        "  %d bit/s, %d bytes, QoS %d: %.1f messages/s, %.1f %% of the limit%n",
        done.rate(),
        done.payload(),
        done.qos().level(),
        done.client().perSecond(),
        done.client().percentOfLimit());
    return done;
  }

  private static Section section(List<Case> cases) {
    Section.Builder section =
        Section.of(
            "line",
            "The line is the limit",
            "How much of a serial line's speed does a user get, publishing through a module that"
                + " answers at once? The limit is the line itself: the bytes that the dialect makes"
                + " necessary, at ten bits each.");
    goals(section, cases);
    plots(section, cases);
    section.table(
        "Publishing by rate of the line, payload and QoS",
        List.of(
            "Line, bit/s",
            "Payload, bytes",
            "QoS",
            "Limit, messages/s",
            "Bare loop, messages/s",
            "modemqtt, messages/s",
            "Of the limit, %",
            "Of the bare loop, %",
            "Added to the bare loop, µs a message",
            "Line to the module in use, %"),
        cases.stream().map(Case::row).toList());
    return notes(section).build();
  }

  private static void goals(Section.Builder section, List<Case> cases) {
    double leastOfLimit =
        least(cases, one -> one.rate() <= USUAL_RATE, one -> one.client().percentOfLimit());
    section.goal(
        "publishes a second over lines of 9,600 and 115,200 bit/s",
        "at least 95 % of what the line allows",
        percent(leastOfLimit),
        leastOfLimit >= ENOUGH_PERCENT);
    double leastOfBare = least(cases, one -> true, Case::percentOfBare);
    section.goal(
        "publishes a second up to 921,600 bit/s, beside a bare loop of write and read",
        "at least 95 % of the bare loop",
        percent(leastOfBare),
        leastOfBare >= ENOUGH_PERCENT);
    Case usual =
        cases.stream()
            .filter(one -> one.rate() == USUAL_RATE && one.payload() == USUAL_PAYLOAD)
            .max(Comparator.comparing(Case::qos))
            .orElseThrow();
    double added = usual.addedMicros() / 1e6 * usual.client().limit() * 100;
    section.goal(
        "time that the client adds to a publish of 100 bytes at 115,200 bit/s, QoS 1",
        "less than 1 % of the line's own",
        String.format(Locale.ROOT, "%.1f %% (%.0f µs)", added, usual.addedMicros()),
        added < ADDED_PERCENT);
  }

  private static double least(
      List<Case> cases, Predicate<Case> which, ToDoubleFunction<Case> figure) {
    return cases.stream().filter(which).mapToDouble(figure).min().orElseThrow();
  }

  private static String percent(double least) {
    return String.format(Locale.ROOT, "%.1f %% or more", least);
  }

  private static void plots(Section.Builder section, List<Case> cases) {
    for (Qos qos : QOS) {
      List<Case> shown = cases.stream().filter(one -> one.qos() == qos).toList();
      section.plot(
          new Section.Plot(
              "Part of the line's limit that is reached, QoS " + qos.level(),
              "line (kbit/s): payload (bytes)",
              "% of the limit",
              shown.stream().map(LinePart::name).toList(),
              false,
              List.of(
                  series("bare loop", shown, one -> one.bare().percentOfLimit()),
                  series("modemqtt", shown, one -> one.client().percentOfLimit()))));
    }
  }

  private static String name(Case one) {
    return String.format(Locale.ROOT, "%.1f: %d", one.rate() / 1000.0, one.payload());
  }

  private static Section.Series series(
      String name, List<Case> cases, ToDoubleFunction<Case> figure) {
    List<Double> x = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      x.add((double) i);
    }
    return new Section.Series(name, x, cases.stream().mapToDouble(figure).boxed().toList());
  }

  private static Section.Builder notes(Section.Builder section) {
    return section
        .note(
            "The module is emulated, answers at once, and has a line of that rate in both"
                + " directions; host and module are joined by a pseudo-terminal, so that all bytes"
                + " pass the operating system as with a real port. Up to 8 messages are under way.")
        .note(
            "The limit: a command has to wait for the OK to the one before it, so a message takes"
                + " the bytes of AT+ECMTPUB=... and of the OK, counted on the line, one after the"
                + " other. The result +ECMTPUB: ... comes while the next command goes the other"
                + " way, and takes no time of its own.")
        .note(
            "The bare loop writes the same commands and reads until OK, over the same kind of line,"
                + " in turn with the client. What it lacks to the limit is how late this machine's"
                + " timers let an emulated line end, and how long its threads take to wake up; at"
                + " 921,600 bit/s that is a good part of a message's time.")
        .note(
            "The time is that from the first command to the OK to the last one; the fastest of "
                + ROUNDS
                + " rounds counts, for both.");
  }
}
