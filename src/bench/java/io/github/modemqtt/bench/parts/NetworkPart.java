package io.github.modemqtt.bench.parts;

import io.github.modemqtt.bench.Latencies;
import io.github.modemqtt.bench.LocalBroker;
import io.github.modemqtt.bench.Part;
import io.github.modemqtt.bench.Section;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.NetworkModel;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** How fast messages go when it is the mobile network that is slow. */
final class NetworkPart implements Part {
  private static final Duration ROUND_TRIP = Duration.ofMillis(1500);
  private static final List<Integer> WINDOWS = List.of(1, 4, 8, 10);
  private static final double ENOUGH = 0.95;

  /** The messages are that often the window. */
  private static final int ROUND_TRIPS = 60;

  private record Speed(int window, int messages, double perSecond, Latencies latencies) {
    double limit() {
      return window * 1000.0 / ROUND_TRIP.toMillis();
    }

    double percent() {
      return 100 * perSecond / limit();
    }

    List<Object> row() {
      return List.of(
          window,
          messages,
          perSecond,
          limit(),
          percent(),
          latencies.millis(50) / 1000,
          latencies.millis(99) / 1000);
    }
  }

  @Override
  public String name() {
    return "network";
  }

  @Override
  public Duration limit() {
    return Duration.ofMinutes(3);
  }

  @Override
  public Section run() throws Exception {
    List<Speed> speeds = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(WINDOWS.size());
    try (LocalBroker broker = LocalBroker.start()) {
      List<Future<Speed>> runs = new ArrayList<>();
      for (int window : WINDOWS) {
        runs.add(threads.submit(() -> measure(broker, window)));
      }
      for (Future<Speed> run : runs) {
        speeds.add(run.get());
      }
      return section(speeds, broker.name());
    } finally {
      threads.shutdown();
    }
  }

  private static Speed measure(LocalBroker broker, int window) {
    MemoryTransport.Pair line = MemoryTransport.pair("window" + window);
    try (EmulatedModule module = module(line, broker);
        ModemMqttClient client = client(line, window)) {
      module.start();
      client.connect();
      Speed speed = publish(client, window);
      client.disconnect();
      if (!module.audit().isEmpty()) {
        throw new IllegalStateException("the module complains: " + module.audit());
      }
      System.out.printf(
          Locale.ROOT,
          "  window %d: %.2f messages/s, %.1f %% of the limit%n",
          window,
          speed.perSecond(),
          speed.percent());
      return speed;
    }
  }

  private static EmulatedModule module(MemoryTransport.Pair line, LocalBroker broker) {
    return EmulatedModule.builder(line.module())
        .broker(broker.host(), broker.port())
        .network(NetworkModel.IDEAL.withRoundTrip(ROUND_TRIP))
        .registrationDelay(Duration.ZERO)
        .firmwareDelays(FirmwareDelays.NONE)
        .build();
  }

  private static ModemMqttClient client(MemoryTransport.Pair line, int window) {
    return ModemMqttClient.builder()
        .transport(line::host)
        .broker("broker.example", 1883)
        .clientId("window-" + window)
        .maxInFlight(window)
        .build();
  }

  /**
   * All messages, until the last one is acknowledged; each as soon as one before it is, so that its
   * latency is not the wait in the outbox.
   */
  private static Speed publish(ModemMqttClient client, int window) {
    int messages = window * ROUND_TRIPS;
    Latencies latencies = new Latencies(messages);
    long start = System.nanoTime();
    CompletableFuture.allOf(
            IntStream.range(0, window)
                .mapToObj(i -> publish(client, latencies, ROUND_TRIPS))
                .toArray(CompletableFuture[]::new))
        .join();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Speed(window, messages, messages / seconds, latencies);
  }

  private static CompletableFuture<Void> publish(
      ModemMqttClient client, Latencies latencies, int left) {
    if (left == 0) {
      return CompletableFuture.completedFuture(null);
    }
    long start = System.nanoTime();
    return client
        .async()
        .publish("window", "n" + left, Qos.AT_LEAST_ONCE)
        .thenCompose(
            acknowledged -> {
              latencies.add(System.nanoTime() - start);
              return publish(client, latencies, left - 1);
            });
  }

  private static Section section(List<Speed> speeds, String broker) {
    double least = speeds.stream().mapToDouble(Speed::percent).min().orElseThrow();
    List<Double> windows = speeds.stream().map(speed -> (double) speed.window()).toList();
    return Section.of(
            "network",
            "A slow network",
            "How many messages a second go through a network with a round trip of 1.5 s, at QoS 1,"
                + " when several are under way at once? The network allows as many in a round trip"
                + " as the window has.")
        .goal(
            "messages a second over a round trip of 1.5 s, windows 1 to 10",
            "at least 95 % of window / 1.5 s",
            String.format(Locale.ROOT, "%.1f %% or more", least),
            least >= 100 * ENOUGH)
        .table(
            "Messages at QoS 1 by window",
            List.of(
                "Window",
                "Messages",
                "Messages/s",
                "Limit, messages/s",
                "Of the limit, %",
                "Latency, median, s",
                "Latency, 99 %, s"),
            speeds.stream().map(Speed::row).toList())
        .plot(
            new Section.Plot(
                "Messages a second by window",
                "window (messages under way at once)",
                "messages/s",
                List.of(),
                false,
                List.of(
                    new Section.Series(
                        "modemqtt", windows, speeds.stream().map(Speed::perSecond).toList()),
                    new Section.Series(
                        "limit of the network",
                        windows,
                        speeds.stream().map(Speed::limit).toList()))))
        .note(
            "An emulated module whose network takes 1.5 s for a round trip, without jitter or loss,"
                + " in front of "
                + broker
                + "; the line is in memory. All windows are measured at the same time: the network"
                + " is what they wait for, not the processor.")
        .note(
            "The number of messages is a multiple of the window ("
                + ROUND_TRIPS
                + " round trips): otherwise the last round trip would carry fewer messages, and"
                + " count against the window.")
        .build();
  }
}
