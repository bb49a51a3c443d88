package io.github.modemqtt.bench.parts.scale;

import io.github.modemqtt.bench.Latencies;
import io.github.modemqtt.bench.ProcessFigures;
import io.github.modemqtt.bench.report.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A process of publishers, which measures them.
 *
 * <p>The arguments: their kind, the file with the ports of the modules, the process ids of modules
 * and broker, the file for the {@link Figures}.
 */
final class PublishersMain {
  private static final int MAX_MESSAGES = 1_000_000;
  private static final long WARM_UP = Duration.ofSeconds(2).toNanos();
  private static final long MEASURE = Duration.ofSeconds(5).toNanos();

  private PublishersMain() {}

  public static void main(String... args) throws Exception {
    List<Integer> ports =
        Files.readAllLines(Path.of(args[1])).stream().map(Integer::valueOf).toList();
    ProcessHandle modules = ProcessHandle.of(Long.parseLong(args[2])).orElseThrow();
    ProcessHandle broker = ProcessHandle.of(Long.parseLong(args[3])).orElseThrow();
    Json.write(measure(Publisher.Kind.valueOf(args[0]), ports, modules, broker), Path.of(args[4]));
    System.exit(0); // without waiting for a thousand threads
  }

  private static Figures measure(
      Publisher.Kind kind, List<Integer> ports, ProcessHandle modules, ProcessHandle broker)
      throws Exception {
    int count = ports.size() - 1;
    Latencies latencies = new Latencies(MAX_MESSAGES);
    Fleet first = Fleet.connect(kind, 0, ports.subList(0, 1)); // loads what all share
    first.publishAll(WARM_UP, new Latencies(MAX_MESSAGES));
    ProcessFigures before = ProcessFigures.now();
    long start = System.nanoTime();
    Fleet fleet = Fleet.connect(kind, 1, ports.subList(1, ports.size()));
    double connectSeconds = (System.nanoTime() - start) / 1e9;
    ProcessFigures after = ProcessFigures.now();
    fleet.publishAll(WARM_UP, new Latencies(MAX_MESSAGES));
    long cpu = ProcessFigures.cpuNanos();
    long moduleCpu = cpuNanos(modules);
    long brokerCpu = cpuNanos(broker);
    double seconds = fleet.publishAll(MEASURE, latencies) / 1e9;
    double micros = latencies.count() * 1e3;
    cpu = ProcessFigures.cpuNanos() - cpu;
    moduleCpu = cpuNanos(modules) - moduleCpu;
    brokerCpu = cpuNanos(broker) - brokerCpu;
    Latencies evenly = new Latencies(MAX_MESSAGES);
    fleet.publishEvenly(ScalePart.evenRate(count), MEASURE, evenly);
    return new Figures(
        count,
        connectSeconds,
        (after.threads() - before.threads()) / (double) count,
        (after.heapBytes() - before.heapBytes()) / 1024.0 / count,
        (after.residentBytes() - before.residentBytes()) / 1024.0 / count,
        latencies.count() / seconds,
        cpu / micros,
        moduleCpu / micros,
        brokerCpu / micros,
        new double[] {
          evenly.millis(50), evenly.millis(90), evenly.millis(99), evenly.millis(99.9)
        });
  }

  private static long cpuNanos(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
