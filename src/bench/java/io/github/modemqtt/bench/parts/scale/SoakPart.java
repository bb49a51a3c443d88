package io.github.modemqtt.bench.parts.scale;

import io.github.modemqtt.bench.Latencies;
import io.github.modemqtt.bench.LocalBroker;
import io.github.modemqtt.bench.Part;
import io.github.modemqtt.bench.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** Whether clients that work for long leak anything; only if {@code bench.soak} says how long. */
public final class SoakPart implements Part {
  private static final int CLIENTS = 21;
  private static final double PER_SECOND = 100;
  private static final int SAMPLES = 60;
  private static final Duration LEAST_INTERVAL = Duration.ofSeconds(2);
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final int PROGRESS_EVERY = 5;
  private static final int HEAP_MIB = 256;

  private final Duration length;
  private final List<Sample> samples = new ArrayList<>();
  private final AtomicLong received = new AtomicLong();
  private long sent;

  /** A part as long as the property says. */
  public SoakPart() {
    length = Duration.parse("PT" + System.getProperty("bench.soak"));
  }

  /** Whether the property is set: 30m, 90s, 2h. */
  public static boolean isAskedFor() {
    return !System.getProperty("bench.soak", "").isBlank();
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public Duration limit() {
    return length.plus(WARM_UP).plusMinutes(2);
  }

  @Override
  public List<String> jvmOptions() {
    return List.of("-Xms" + HEAP_MIB + "m", "-Xmx" + HEAP_MIB + "m", "-XX:+AlwaysPreTouch");
  }

  @Override
  public Section run() throws Exception {
    try (LocalBroker broker = LocalBroker.start();
        ModulesProcess modules = ModulesProcess.start(CLIENTS, broker);
        Fleet fleet = Fleet.connect(Publisher.Kind.CLIENT, 0, modules.numbers())) {
      fleet.publishers().forEach(publisher -> subscribe((Publisher.Client) publisher));
      soak(fleet);
    }
    return section();
  }

  private void soak(Fleet fleet) {
    publish(fleet, WARM_UP);
    for (int i = 0; i < CLIENTS; i++) {
      renew(fleet, i);
    }
    publish(fleet, LEAST_INTERVAL);
    received.set(0);
    sent = 0;
    long interval = Math.max(LEAST_INTERVAL.toNanos(), length.toNanos() / SAMPLES);
    long start = System.nanoTime();
    samples.add(Sample.take(start));
    for (int i = 0; System.nanoTime() - start < length.toNanos(); i++) {
      publish(fleet, Duration.ofNanos(interval));
      renew(fleet, i);
      samples.add(Sample.take(start));
      if (i % PROGRESS_EVERY == 0) {
        System.out.printf(
            Locale.ROOT, "  %.1f minutes: heap %.1f MiB%n", last().minutes(), last().heapMiB());
      }
    }
  }

  /** The next client connects again; every other time it is a new one. */
  private void renew(Fleet fleet, int turn) {
    Publisher.Client client = (Publisher.Client) fleet.publishers().get(turn % CLIENTS);
    if (turn % 2 == 0) {
      client.reconnect();
    } else {
      client.replace();
    }
    subscribe(client);
  }

  private void subscribe(Publisher.Client client) {
    client.subscribe(message -> received.incrementAndGet());
  }

  private void publish(Fleet fleet, Duration time) {
    Latencies latencies = new Latencies((int) (2 * PER_SECOND * time.toSeconds() + 1000));
    fleet.publishEvenly(PER_SECOND, time.toNanos(), latencies);
    sent += latencies.count();
  }

  private Sample last() {
    return samples.get(samples.size() - 1);
  }

  private Section section() {
    Section.Builder section =
        Section.of(
            "soak",
            "Clients that work for long",
            "Do clients that publish, receive and reconnect for "
                + length.toMinutes()
                + " minutes keep anything that they no longer need?");
    goal(section, "live heap", "2 MiB", "MiB", Sample::heapMiB, 2);
    goal(section, "direct buffers", "1 MiB", "MiB", Sample::directMiB, 1);
    goal(section, "threads", "0", "", Sample::threads, 0);
    goal(section, "open files and sockets", "0", "", Sample::files, 0);
    section.plot(
        new Section.Plot(
            "Memory over time",
            "minutes",
            "MiB",
            List.of(),
            false,
            List.of(
                line("live heap", Sample::heapMiB),
                line("direct buffers", Sample::directMiB),
                line("resident beside the heap", this::beside))));
    section.plot(
        new Section.Plot(
            "Threads and files over time",
            "minutes",
            "",
            List.of(),
            false,
            List.of(line("threads", Sample::threads), line("open files", Sample::files))));
    section.table(
        "All samples",
        List.of("Minutes", "Live heap, MiB", "Resident, MiB", "Direct, MiB", "Threads", "Files"),
        samples.stream().map(Sample::row).toList());
    return section
        .note(
            String.format(
                Locale.ROOT,
                "%d clients in a JVM of their own publish %.0f messages/s in all at QoS 1, %,d"
                    + " altogether, and get them back from a subscription, %,d; between two"
                    + " samples one of them disconnects and connects again, or is replaced by a new"
                    + " one, in turn.",
                CLIENTS,
                PER_SECOND,
                sent,
                received.get()))
        .note(
            "What grows is the mean of the last tenth of the samples less that of the first tenth;"
                + " the slope is that of the straight line through all samples.")
        .build();
  }

  private double beside(Sample sample) {
    return sample.residentMiB() - HEAP_MIB;
  }

  private Section.Series line(String name, ToDoubleFunction<Sample> figure) {
    return new Section.Series(
        name,
        samples.stream().map(Sample::minutes).toList(),
        samples.stream().mapToDouble(figure).boxed().toList());
  }

  private void goal(
      Section.Builder section,
      String what,
      String bound,
      String unit,
      ToDoubleFunction<Sample> figure,
      double most) {
    int tenth = Math.max(1, samples.size() / 10);
    double growth =
        mean(samples.subList(samples.size() - tenth, samples.size()), figure)
            - mean(samples.subList(0, tenth), figure);
    section.goal(
        "growth of " + what + " in " + length.toSeconds() + " s",
        "at most " + bound,
        String.format(Locale.ROOT, "%+.2f %s (%+.2f an hour)", growth, unit, slope(figure)),
        growth <= most);
  }

  private static double mean(List<Sample> some, ToDoubleFunction<Sample> figure) {
    return some.stream().mapToDouble(figure).average().orElseThrow();
  }

  /** By least squares, for an hour. */
  private double slope(ToDoubleFunction<Sample> figure) {
    double meanX = mean(samples, Sample::minutes);
    double meanY = mean(samples, figure);
    double products = 0;
    double squares = 0;
    for (Sample sample : samples) {
      double x = sample.minutes() - meanX;
      products += x * (figure.applyAsDouble(sample) - meanY);
      squares += x * x;
    }
    return squares == 0 ? 0 : 60 * products / squares;
  }
}
