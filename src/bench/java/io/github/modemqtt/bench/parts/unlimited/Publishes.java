package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.bench.LocalBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transport.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many messages get away in a second.
 *
 * <p>All ways are open at the same time, and are measured in short turns, so that each has the same
 * machine.
 */
final class Publishes implements AutoCloseable {
  static final List<Integer> PAYLOADS = List.of(20, 100, 700);
  private static final List<Qos> LEVELS = List.of(Qos.AT_MOST_ONCE, Qos.AT_LEAST_ONCE);
  private static final Duration WARM_UP = Duration.ofMillis(1500);
  private static final Duration TURN = Duration.ofMillis(200);
  private static final int ROUNDS = 4;
  private static final String TOPIC = "plant/7/temperature";

  /** More than any window: the next message is always there. */
  private static final int AHEAD = 32;

  /**
   * One figure.
   *
   * @param way by which program
   * @param qos 0 or 1
   * @param payloadBytes how long the payload is
   * @param cost what one message takes
   */
  record Rate(String way, int qos, int payloadBytes, Meter.Cost cost) {}

  /** Publishes for so long, and returns how many messages. */
  private interface Flow {
    long run(Qos qos, String payload, Duration time) throws Exception;
  }

  private record Way(String name, Flow flow) {}

  private final List<Way> ways = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Rate> rates = new ArrayList<>();

  /** The figures of one kind of message, in the order in which the ways were added. */
  List<Rate> rates(int qos, int payloadBytes) {
    return rates.stream()
        .filter(rate -> rate.qos == qos && rate.payloadBytes == payloadBytes)
        .toList();
  }

  /** One after the other, each until OK and acknowledgement are there. */
  void addPlain(PlainLine line) throws Exception {
    open.add(line);
    PlainModule module = new PlainModule(line);
    module.connect();
    ways.add(
        new Way(
            line.name(),
            (qos, payload, time) -> {
              Action publish = () -> module.publish(qos.level(), TOPIC, payload);
              return publish.repeat(time);
            }));
  }

  /** By a client, which lets so many be under way at once. */
  void addClient(String path, int window) {
    addClient("modemqtt, " + window + " under way", Clients.onPty(path, window));
  }

  /**
   * By a client without a port: the module is in this process, and its costs are in the figures.
   */
  void addInMemory(LocalBroker broker, int window) {
    MemoryTransport.Pair line = MemoryTransport.pair("memory-" + window);
    EmulatedModule module = ModuleProcess.quick(line.module(), broker.host(), broker.port());
    open.add(module);
    module.start();
    addClient(
        "modemqtt and module in one process, " + window + " under way",
        Clients.on(line.host(), window));
  }

  private void addClient(String name, ModemMqttClient client) {
    open.add(client);
    ways.add(new Way(name, (qos, payload, time) -> flow(client, qos, payload, time)));
  }

  void measure() throws Exception {
    for (Way way : ways) {
      way.flow.run(Qos.AT_LEAST_ONCE, Payloads.of(100), WARM_UP);
    }
    for (Qos qos : LEVELS) {
      for (int payloadBytes : PAYLOADS) {
        measure(qos, payloadBytes);
      }
    }
  }

  /** The first round only warms up. */
  private void measure(Qos qos, int payloadBytes) throws Exception {
    String payload = Payloads.of(payloadBytes);
    List<Meter> meters = new ArrayList<>();
    for (Way way : ways) {
      way.flow.run(qos, payload, TURN);
      meters.add(new Meter());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < ways.size(); i++) {
        Flow flow = ways.get(i).flow;
        meters.get(i).measure(() -> flow.run(qos, payload, TURN));
      }
    }
    for (int i = 0; i < ways.size(); i++) {
      rates.add(new Rate(ways.get(i).name, qos.level(), payloadBytes, meters.get(i).cost()));
    }
  }

  void python(PySerial script, String path) throws Exception {
    List<String> payloads = PAYLOADS.stream().map(Payloads::of).toList();
    double seconds = ROUNDS * TURN.toMillis() / 1e3;
    List<PySerial.Figures> figures = script.publishes(path, seconds, TOPIC, payloads);
    for (int i = 0; i < figures.size(); i++) {
      PySerial.Figures each = figures.get(i);
      Meter.Cost cost = new Meter.Cost(each.perSecond(), each.cpuMicros(), Double.NaN);
      int qos = LEVELS.get(i / PAYLOADS.size()).level();
      rates.add(new Rate(PySerial.NAME, qos, PAYLOADS.get(i % PAYLOADS.size()), cost));
    }
  }

  private static long flow(ModemMqttClient client, Qos qos, String text, Duration time)
      throws Exception {
    byte[] payload = text.getBytes(US_ASCII);
    Semaphore room = new Semaphore(AHEAD);
    AtomicReference<Throwable> first = new AtomicReference<>();
    Action publish =
        () -> {
          if (!room.tryAcquire(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no acknowledgement came");
          }
          client
              .async()
              .publish(TOPIC, payload, qos, false)
              .whenComplete(
                  (done, failure) -> {
                    if (failure != null) {
                      first.compareAndSet(null, failure);
                    }
                    room.release();
                  });
        };
    long count = publish.repeat(time);
    if (!room.tryAcquire(AHEAD, 10, TimeUnit.SECONDS) || first.get() != null) {
      throw new IllegalStateException("not all messages were acknowledged", first.get());
    }
    return count;
  }

  /** Clients before their modules. */
  @Override
  public void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }
}
