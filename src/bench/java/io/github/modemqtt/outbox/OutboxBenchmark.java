package io.github.modemqtt.outbox;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages of 100 bytes that are put, each synchronized, and removed; threads share a
 * synchronization.
 *
 * <p>{@code mvn -Pbench verify -Dbench.jmh=OutboxBenchmark [-Dbench.args="-jvmArgs
 * -Djava.io.tmpdir=/mnt/card"]}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@State(Scope.Benchmark)
public class OutboxBenchmark {
  private final OutgoingMessage message =
      OutgoingMessage.of(TopicName.of("bench"), "x".repeat(100), Qos.AT_LEAST_ONCE);
  private final AtomicLong sequence = new AtomicLong();
  private Path directory;
  private SqliteOutboxStore store;

  /** Opens a store. */
  @Setup
  public void open() throws IOException {
    directory = Files.createTempDirectory("outbox");
    store = SqliteOutboxStore.open(directory);
  }

  /** Closes the store, and deletes it. */
  @TearDown
  public void close() throws IOException {
    store.close();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** One publisher. */
  @Benchmark
  @Threads(1)
  public void oneThread() {
    putAndRemove();
  }

  /** Eight publishers at once. */
  @Benchmark
  @Threads(8)
  public void eightThreads() {
    putAndRemove();
  }

  private void putAndRemove() {
    long next = sequence.incrementAndGet();
    store.put(new StoredPublish(next, message, 1, Instant.MAX));
    store.remove(next);
  }
}
