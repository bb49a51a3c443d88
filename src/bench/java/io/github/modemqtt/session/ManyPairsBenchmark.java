package io.github.modemqtt.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Many modules in software with as many clients in one process, all of which publish at QoS 1 to a
 * broker on this machine.
 *
 * <p>{@code mvn -Pbench -DskipTests verify -Dbench=ManyPairs [-Dbench.args="-p pairs=1000 -p
 * messages=50"]}
 *
 * <p>Each client has one message under way, so the latency with many pairs is their number divided
 * by the throughput. Beside the time of a run it prints threads, memory and CPU of this process,
 * which are those of modules and clients together. The broker is Mosquitto in a process of its own
 * where it is installed; the one in this process counts with the rest.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@State(Scope.Benchmark)
public class ManyPairsBenchmark {
  private static final int CONNECTING_AT_ONCE = 64;
  private static final String PAYLOAD = "{\"celsius\":21.5,\"humidity\":40}";

  /** How many modules, and how many clients. */
  @Param({"1", "10", "100", "1000"})
  public int pairs;

  /** How many messages each client publishes in a run. */
  @Param("50")
  public int messages;

  private final List<Pair> connected = new ArrayList<>();
  private LocalBroker broker;
  private Latencies latencies;
  private long cpuBefore;
  private long nanosBefore;

  /** Connects all, and prints what that takes. */
  @Setup
  public void connect() throws Exception {
    broker = LocalBroker.start();
    try (Pair first = Pair.create(pairs, broker)) { // loads the classes and starts shared threads
      first.connect();
      first.publish(PAYLOAD, new Latencies(messages), messages).get();
    }
    ProcessFigures before = ProcessFigures.now();
    long start = System.nanoTime();
    connectAll();
    double seconds = (System.nanoTime() - start) / 1e9;
    print("broker: %s; %d pairs connected in %.1f s", broker.name(), pairs, seconds);
    ProcessFigures after = ProcessFigures.now();
    print(
        "per pair: heap %.1f KiB, resident %.1f KiB, threads %.2f; in all %d threads: %s",
        (after.heapBytes() - before.heapBytes()) / 1024.0 / pairs,
        (after.residentBytes() - before.residentBytes()) / 1024.0 / pairs,
        (after.threads() - before.threads()) / (double) pairs,
        after.threads(),
        ProcessFigures.threadsByKind());
  }

  private void connectAll() throws Exception {
    ExecutorService connecting = Executors.newFixedThreadPool(CONNECTING_AT_ONCE);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      Pair pair = Pair.create(i, broker);
      connected.add(pair);
      all.add(CompletableFuture.runAsync(pair::connect, connecting));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
    connecting.shutdown();
    connecting.awaitTermination(1, TimeUnit.MINUTES);
  }

  /** Begins to measure what JMH does not. */
  @Setup(Level.Iteration)
  public void begin() {
    latencies = new Latencies(pairs * messages);
    cpuBefore = ProcessFigures.cpuNanos();
    nanosBefore = System.nanoTime();
  }

  /** All clients publish all their messages. */
  @Benchmark
  public void publishAll() throws Exception {
    CompletableFuture<?>[] all =
        connected.stream()
            .map(pair -> pair.publish(PAYLOAD, latencies, messages))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).get();
  }

  /** Prints what JMH does not. */
  @TearDown(Level.Iteration)
  public void end() {
    double seconds = (System.nanoTime() - nanosBefore) / 1e9;
    double cpuSeconds = (ProcessFigures.cpuNanos() - cpuBefore) / 1e9;
    if (latencies.count() != pairs * messages) {
      throw new IllegalStateException("only " + latencies.count() + " messages arrived");
    }
    print(
        "%.0f messages/s; latency ms: %s; CPU %.0f us/message, %.0f %%; resident %d MiB",
        latencies.count() / seconds,
        latencies.summary(),
        cpuSeconds * 1e6 / latencies.count(),
        100 * cpuSeconds / seconds,
        ProcessFigures.resident() >> 20);
  }

  /** Ends all. */
  @TearDown
  public void close() throws Exception {
    print("threads after the runs: %s", ProcessFigures.threadsByKind());
    for (Pair pair : connected) {
      pair.close();
    }
    connected.clear();
    broker.close();
  }

  private static void print(String format, Object... arguments) {
    System.out.printf("%n    " + format, arguments);
  }
}
