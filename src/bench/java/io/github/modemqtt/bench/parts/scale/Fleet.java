package io.github.modemqtt.bench.parts.scale;

import io.github.modemqtt.bench.Latencies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Publishers that work at the same time. */
final class Fleet implements AutoCloseable {
  private static final int CONNECTING_AT_ONCE = 32;

  private final List<Publisher> publishers = new ArrayList<>();

  /** Connects a publisher to each of these ports. */
  static Fleet connect(Publisher.Kind kind, int first, List<Integer> ports) throws Exception {
    Fleet fleet = new Fleet();
    ExecutorService connecting = Executors.newFixedThreadPool(CONNECTING_AT_ONCE);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      Publisher publisher = Publisher.of(kind, first + i, ports.get(i));
      fleet.publishers.add(publisher);
      all.add(CompletableFuture.runAsync(publisher::connect, connecting));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
    connecting.shutdown();
    connecting.awaitTermination(1, TimeUnit.MINUTES);
    return fleet;
  }

  List<Publisher> publishers() {
    return publishers;
  }

  /**
   * Each publishes one message after the other, until the time is over.
   *
   * @return how long it took until the last message was acknowledged, in nanoseconds
   */
  long publishAll(long nanos, Latencies latencies) {
    long start = System.nanoTime();
    CompletableFuture.allOf(
            publishers.stream()
                .map(publisher -> publishUntil(start + nanos, publisher, latencies))
                .toArray(CompletableFuture[]::new))
        .join();
    return System.nanoTime() - start;
  }

  private static CompletableFuture<Void> publishUntil(
      long end, Publisher publisher, Latencies latencies) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    publishNext(end, publisher, latencies, done);
    return done;
  }

  private static void publishNext(
      long end, Publisher publisher, Latencies latencies, CompletableFuture<Void> done) {
    long start = System.nanoTime();
    if (start - end >= 0) {
      done.complete(null);
      return;
    }
    publisher
        .publish()
        .whenComplete(
            (acknowledged, failure) -> {
              if (failure != null) {
                done.completeExceptionally(failure);
              } else {
                latencies.add(System.nanoTime() - start);
                publishNext(end, publisher, latencies, done);
              }
            });
  }

  /**
   * They publish in turn, so many messages a second in all. One that is not through with its last
   * message delays its next one, which counts.
   */
  void publishEvenly(double perSecond, long nanos, Latencies latencies) {
    CompletableFuture<?>[] last = new CompletableFuture<?>[publishers.size()];
    Arrays.fill(last, CompletableFuture.completedFuture(null));
    long start = System.nanoTime();
    int messages = (int) (perSecond * nanos / 1e9);
    for (int i = 0; i < messages; i++) {
      long due = start + (long) (i * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      Publisher publisher = publishers.get(i % publishers.size());
      last[i % last.length] =
          last[i % last.length]
              .thenCompose(before -> publisher.publish())
              .thenRun(() -> latencies.add(System.nanoTime() - due));
    }
    CompletableFuture.allOf(last).join();
  }

  @Override
  public void close() {
    publishers.forEach(Publisher::close);
  }
}
