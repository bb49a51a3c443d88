package io.github.modemqtt.bench.parts.tcp;

import io.github.modemqtt.bench.LocalBroker;
import io.github.modemqtt.bench.Part;
import io.github.modemqtt.bench.Section;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The same messages through a module, and by clients on the host over PPP. */
public final class TcpPart implements Part {
  private static final Duration ROUND_TRIP = Duration.ofMillis(1500);
  private static final int LINE_RATE = 115_200;
  private static final int[] SIZES = {20, 100, 700};
  private static final int ROUNDS_OF_QOS_0 = 3;
  private static final int BYTES_AT_QOS_0 = 20_000;
  private static final int MOST_AT_QOS_0 = 150;

  /** For how long the TCP of a small device keeps an acknowledgement back. */
  private static final Duration MODULE_ACKNOWLEDGES_AFTER = Duration.ofMillis(250);

  private final AtomicInteger runs = new AtomicInteger();

  /** The clients, in the order of the columns. */
  enum Kind {
    MODEMQTT("modemqtt, AT"),
    HIVEMQ("HiveMQ, PPP"),
    PAHO("Paho, PPP");

    final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public Section run() throws Exception {
    try (LocalBroker broker = LocalBroker.start();
        Arrivals arrivals = new Arrivals(address(broker))) {
      InetSocketAddress address = address(broker);
      List<Measured> all = new ArrayList<>();
      inParallel(warmUps(address));
      System.out.println("  QoS 1");
      all.addAll(inParallel(acknowledged(address, arrivals)));
      System.out.println("  QoS 0");
      for (int round = 0; round < ROUNDS_OF_QOS_0; round++) {
        all.addAll(inParallel(unacknowledged(address, arrivals)));
      }
      return new TcpReport(all, broker.name()).section(name());
    }
  }

  private static InetSocketAddress address(LocalBroker broker) {
    return new InetSocketAddress(broker.host(), broker.port());
  }

  /** Loads the classes; the network is the same, the figures are not used. */
  private List<Callable<List<Measured>>> warmUps(InetSocketAddress broker) {
    List<Callable<List<Measured>>> jobs = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      jobs.add(
          () -> {
            try (Peer peer = peer(kind, broker)) {
              peer.connect();
              peer.publish("warm/up", new byte[] {'1'}, 1).get();
            }
            return List.of();
          });
    }
    return jobs;
  }

  /** All at the same time, as they wait for the network. */
  private List<Callable<List<Measured>>> acknowledged(InetSocketAddress broker, Arrivals arrivals) {
    List<Callable<List<Measured>>> jobs = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int size : SIZES) {
        jobs.add(() -> measure(kind, broker, arrivals, List.of(new Load(size, 1, 1, 8))));
        jobs.add(() -> measure(kind, broker, arrivals, List.of(new Load(size, 1, 10, 60))));
      }
    }
    return jobs;
  }

  /** One for each client: here the line is the limit, or this machine. */
  private List<Callable<List<Measured>>> unacknowledged(
      InetSocketAddress broker, Arrivals arrivals) {
    List<Load> loads = new ArrayList<>();
    for (int size : SIZES) {
      int count = Math.min(MOST_AT_QOS_0, BYTES_AT_QOS_0 / size);
      loads.add(new Load(size, 0, count, count));
    }
    List<Callable<List<Measured>>> jobs = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      jobs.add(() -> measure(kind, broker, arrivals, loads));
    }
    return jobs;
  }

  private List<Measured> measure(
      Kind kind, InetSocketAddress broker, Arrivals arrivals, List<Load> loads) throws Exception {
    try (Peer peer = peer(kind, broker)) {
      long start = System.nanoTime();
      peer.connect();
      double seconds = (System.nanoTime() - start) / 1e9;
      Measured.Connect connect = new Measured.Connect(seconds, peer.line(), peer.air());
      Duration oneWay = ROUND_TRIP.dividedBy(2);
      List<Measured> results = new ArrayList<>();
      for (Load load : loads) {
        String topic = "plant/%03d/temperature".formatted(runs.incrementAndGet());
        results.add(new Measured(kind, load, connect, load.run(peer, topic, arrivals, oneWay)));
      }
      return results;
    }
  }

  private Peer peer(Kind kind, InetSocketAddress broker) throws Exception {
    String clientId = "client-%03d".formatted(runs.incrementAndGet());
    return switch (kind) {
      case MODEMQTT ->
          new ModulePeer(
              SlowPath.counting(broker, ROUND_TRIP.plus(MODULE_ACKNOWLEDGES_AFTER)),
              clientId,
              ROUND_TRIP,
              LINE_RATE);
      case HIVEMQ -> new HiveMqPeer(path(broker), clientId);
      case PAHO -> new PahoPeer(path(broker), clientId);
    };
  }

  private static SlowPath path(InetSocketAddress broker) throws IOException {
    return SlowPath.ofHost(broker, ROUND_TRIP, LINE_RATE);
  }

  private static List<Measured> inParallel(List<Callable<List<Measured>>> jobs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(jobs.size());
    try {
      List<Measured> results = new ArrayList<>();
      for (Future<List<Measured>> job : threads.invokeAll(jobs)) {
        results.addAll(job.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
