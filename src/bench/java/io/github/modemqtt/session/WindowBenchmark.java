package io.github.modemqtt.session;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.NetworkModel;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * Publishing at QoS 1 over a network with a round trip of 1.5 s, with different numbers of messages
 * under way.
 *
 * <p>{@code mvn -Pbench -DskipTests verify -Dbench=Window}
 *
 * <p>The result is the time of 40 messages; by the network alone it is {@code ceil(40 / window)}
 * times 1.5 s.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@State(Scope.Benchmark)
public class WindowBenchmark {
  private static final int MESSAGES = 40;
  private static final Duration ROUND_TRIP = Duration.ofMillis(1500);

  /** How many messages are under way at once. */
  @Param({"1", "4", "8", "10"})
  public int window;

  private LocalBroker broker;
  private EmulatedModule module;
  private ModemMqttClient client;

  /** Connects. */
  @Setup
  public void connect() throws Exception {
    broker = LocalBroker.start();
    MemoryTransport.Pair line = MemoryTransport.pair("window");
    module =
        EmulatedModule.builder(line.module())
            .broker(broker.host(), broker.port())
            .network(NetworkModel.IDEAL.withRoundTrip(ROUND_TRIP))
            .registrationDelay(Duration.ZERO)
            .firmwareDelays(FirmwareDelays.NONE)
            .build();
    client =
        ModemMqttClient.builder()
            .transport(line::host)
            .broker("broker.example", 1883)
            .clientId("window-" + window)
            .maxInFlight(window)
            .build();
    module.start();
    client.connect();
  }

  /** All messages, until the last one is acknowledged. */
  @Benchmark
  public void publish() throws Exception {
    long start = System.nanoTime();
    CompletableFuture.allOf(
            IntStream.range(0, MESSAGES)
                .mapToObj(i -> client.async().publish("window", "n" + i, Qos.AT_LEAST_ONCE))
                .toArray(CompletableFuture[]::new))
        .get();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%n    window %d: %.2f messages/s%n", window, MESSAGES / seconds);
  }

  /** Ends all. */
  @TearDown
  public void close() throws Exception {
    client.close();
    module.close();
    broker.close();
    if (!module.audit().isEmpty()) {
      throw new IllegalStateException("the module complains: " + module.audit());
    }
  }
}
