package io.github.modemqtt.bench.parts.scale;

import io.github.modemqtt.bench.Jvm;
import io.github.modemqtt.bench.LocalBroker;
import io.github.modemqtt.bench.Part;
import io.github.modemqtt.bench.Section;
import io.github.modemqtt.bench.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What a client costs, and many of them in one process. */
public final class ScalePart implements Part {
  /** Messages a second of all together, for latencies without a queue. */
  private static final double EVEN_RATE = 500;

  private static final double EVEN_RATE_OF_EACH = 100;

  private static final List<Integer> COUNTS = List.of(1, 10, 100, 1000);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final double MAX_THREADS = 4;
  private static final double MAX_KIB = 512;
  private static final double MAX_GROWTH = 1.5;

  /** All heap is touched at the start, so that what else becomes resident is not heap. */
  private static final List<String> OPTIONS =
      List.of("-Xms384m", "-Xmx384m", "-XX:+AlwaysPreTouch", "-XX:+UseG1GC");

  private final List<Figures> clients = new ArrayList<>();
  private final List<Figures> bare = new ArrayList<>();

  static double evenRate(int publishers) {
    return Math.min(EVEN_RATE, EVEN_RATE_OF_EACH * publishers);
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Section run() throws Exception {
    try (LocalBroker broker = LocalBroker.start()) {
      for (int count : COUNTS) {
        clients.add(measure(Publisher.Kind.CLIENT, count, broker));
        bare.add(measure(Publisher.Kind.BARE, count, broker));
      }
      return section(broker.name());
    }
  }

  private static Figures measure(Publisher.Kind kind, int count, LocalBroker broker)
      throws Exception {
    try (ModulesProcess modules = ModulesProcess.start(count + 1, broker)) {
      Figures figures = measure(kind, modules, broker);
      System.out.printf(
          Locale.ROOT,
          "  %d %s: %.0f messages/s, %.0f us of CPU each%n",
          count,
          kind == Publisher.Kind.CLIENT ? "clients" : "bare loops",
          figures.perSecond(),
          figures.cpuMicros());
      return figures;
    }
  }

  private static Figures measure(Publisher.Kind kind, ModulesProcess modules, LocalBroker broker)
      throws IOException, InterruptedException {
    Path result = Files.createTempFile("figures", ".json");
    Process process =
        new ProcessBuilder(
                Jvm.command(
                    OPTIONS,
                    PublishersMain.class,
                    kind.name(),
                    modules.ports().toString(),
                    String.valueOf(modules.process().pid()),
                    String.valueOf(broker.pid()),
                    result.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    if (!ended || process.exitValue() != 0) {
      throw new IOException(kind + ": the process of the publishers did not end well");
    }
    Figures figures = Json.read(result, Figures.class);
    Files.delete(result);
    return figures;
  }

  private Section section(String broker) {
    Section.Builder section =
        Section.of(
            "scale",
            "Many clients in one JVM",
            "What does a client cost in threads, memory and processor time, and what happens when"
                + " there are a thousand of them? Beside it: a thread with a bare loop of write and"
                + " read for each module.");
    goals(section);
    plots(section);
    section.table(
        "What each publisher takes",
        List.of(
            "Publishers",
            "Threads each, client",
            "bare loop",
            "Heap each, client, KiB",
            "bare loop, KiB",
            "Resident beside the heap each, client, KiB",
            "bare loop, KiB",
            "All connected, client, s",
            "bare loop, s"),
        rows(ScalePart::memoryRow));
    section.table(
        "As many messages as go, one under way for each, and where the processor's time goes",
        List.of(
            "Publishers",
            "Messages/s, client",
            "bare loop",
            "CPU a message, client, µs",
            "bare loop, µs",
            "module, µs",
            "broker, µs"),
        rows(ScalePart::loadRow));
    section.table(
        "Latency until the broker's acknowledgement at 500 messages/s in all (one publisher: 100), ms",
        List.of(
            "Publishers",
            "Client, median",
            "90 %",
            "99 %",
            "99.9 %",
            "Bare loop, median",
            "90 %",
            "99 %",
            "99.9 %"),
        rows(ScalePart::latencyRow));
    return notes(section, broker).build();
  }

  private interface Row {
    List<Object> of(Figures client, Figures bare);
  }

  private List<List<Object>> rows(Row row) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      rows.add(row.of(clients.get(i), bare.get(i)));
    }
    return rows;
  }

  private static List<Object> memoryRow(Figures client, Figures bare) {
    return List.of(
        client.publishers(),
        client.threads(),
        bare.threads(),
        client.heapKiB(),
        bare.heapKiB(),
        client.nativeKiB(),
        bare.nativeKiB(),
        client.connectSeconds(),
        bare.connectSeconds());
  }

  private static List<Object> loadRow(Figures client, Figures bare) {
    return List.of(
        client.publishers(),
        client.perSecond(),
        bare.perSecond(),
        client.cpuMicros(),
        bare.cpuMicros(),
        client.moduleCpuMicros(),
        client.brokerCpuMicros());
  }

  private static List<Object> latencyRow(Figures client, Figures bare) {
    List<Object> row = new ArrayList<>();
    row.add(client.publishers());
    for (double millis : client.evenly()) {
      row.add(millis);
    }
    for (double millis : bare.evenly()) {
      row.add(millis);
    }
    return row;
  }

  private void goals(Section.Builder section) {
    Figures most = clients.get(clients.size() - 1);
    Figures few = clients.get(1);
    section.goal(
        "threads of a client, of 1,000",
        "at most 4",
        String.format(Locale.ROOT, "%.2f", most.threads()),
        Math.round(most.threads() * 100) <= MAX_THREADS * 100);
    double memory = most.heapKiB() + most.nativeKiB();
    section.goal(
        "memory of a client, of 1,000: live heap and what is resident beside it",
        "at most 512 KiB",
        String.format(
            Locale.ROOT,
            "%.0f KiB (heap %.0f, beside %.0f)",
            memory,
            most.heapKiB(),
            most.nativeKiB()),
        memory <= MAX_KIB);
    double growth = most.cpuMicros() / few.cpuMicros();
    section.goal(
        "processor time of a message with 1,000 clients, beside that with 10",
        "at most 1.5 times",
        String.format(
            Locale.ROOT,
            "%.2f times (%.0f and %.0f µs)",
            growth,
            most.cpuMicros(),
            few.cpuMicros()),
        growth <= MAX_GROWTH);
  }

  private void plots(Section.Builder section) {
    section.plot(
        new Section.Plot(
            "Processor time of a message",
            "publishers",
            "µs a message",
            List.of(),
            true,
            List.of(
                line("client", clients, Figures::cpuMicros),
                line("bare loop", bare, Figures::cpuMicros),
                line("module in software", clients, Figures::moduleCpuMicros),
                line("broker", clients, Figures::brokerCpuMicros))));
    section.plot(
        new Section.Plot(
            "Messages a second, one under way for each",
            "publishers",
            "messages/s",
            List.of(),
            true,
            List.of(
                line("client", clients, Figures::perSecond),
                line("bare loop", bare, Figures::perSecond))));
    section.plot(
        new Section.Plot(
            "Latency at 500 messages/s in all",
            "publishers",
            "ms",
            List.of(),
            true,
            List.of(
                line("client, median", clients, figures -> figures.evenly()[0]),
                line("client, 99 %", clients, figures -> figures.evenly()[2]),
                line("bare loop, median", bare, figures -> figures.evenly()[0]),
                line("bare loop, 99 %", bare, figures -> figures.evenly()[2]))));
    Figures client = clients.get(clients.size() - 1);
    Figures loop = bare.get(bare.size() - 1);
    section.plot(
        new Section.Plot(
            "Memory of each of 1,000",
            "",
            "KiB",
            List.of("live heap", "resident beside the heap"),
            false,
            List.of(
                new Section.Series(
                    "client", List.of(0.0, 1.0), List.of(client.heapKiB(), client.nativeKiB())),
                new Section.Series(
                    "bare loop", List.of(0.0, 1.0), List.of(loop.heapKiB(), loop.nativeKiB())))));
  }

  private static Section.Series line(
      String name, List<Figures> all, ToDoubleFunction<Figures> figure) {
    return new Section.Series(
        name,
        all.stream().map(figures -> (double) figures.publishers()).toList(),
        all.stream().mapToDouble(figure).boxed().toList());
  }

  private static Section.Builder notes(Section.Builder section, String broker) {
    return section
        .note(
            "Three processes: the publishers, as many emulated modules, each at a TCP port, and the"
                + " broker ("
                + broker
                + "). What a process takes is what the system says of it, so that nothing of the"
                + " modules counts for the clients. Each number of publishers has processes of its"
                + " own.")
        .note(
            "Memory and threads are those of a process with all publishers connected, less those of"
                + " the same process with one, after garbage collections; the whole heap (384 MiB)"
                + " is resident from the start, so that what else becomes resident is not heap.")
        .note(
            "QoS 1, payloads of "
                + Publisher.PAYLOAD.length()
                + " bytes, 2 s of warm-up, 5 s measured. All processes share the machine's cores;"
                + " where these are the limit, the latency under full load is the number of"
                + " publishers divided by the messages a second. The latencies are therefore those"
                + " at an even rate that the machine can carry.");
  }
}
