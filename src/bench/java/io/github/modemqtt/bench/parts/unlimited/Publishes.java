package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

/** How many messages get away in a second. */
final class Publishes {
  static final List<Integer> PAYLOADS = List.of(20, 100, 700);
  private static final Duration WARM_UP = Duration.ofMillis(300);
  private static final Duration TIME = Duration.ofMillis(800);
  private static final Duration FIRST_WARM_UP = Duration.ofSeconds(2);
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
  record Rate(String way, int qos, int payloadBytes, Usage.Cost cost) {}

  private final List<Rate> rates = new ArrayList<>();

  /** The figures of one kind of message, in the order of their measuring. */
  List<Rate> rates(int qos, int payloadBytes) {
    return rates.stream()
        .filter(rate -> rate.qos == qos && rate.payloadBytes == payloadBytes)
        .toList();
  }

  void python(PySerial script, String path, double seconds) throws Exception {
    List<String> payloads = PAYLOADS.stream().map(Payloads::of).toList();
    List<PySerial.Figures> figures = script.publishes(path, seconds, TOPIC, payloads);
    for (int i = 0; i < figures.size(); i++) {
      PySerial.Figures each = figures.get(i);
      Usage.Cost cost = new Usage.Cost(each.perSecond(), each.cpuMicros(), Double.NaN);
      int qos = i / PAYLOADS.size();
      rates.add(new Rate(PySerial.NAME, qos, PAYLOADS.get(i % PAYLOADS.size()), cost));
    }
  }

  /** One after the other, each until OK and acknowledgement are there. */
  void plain(PlainLine line) throws Exception {
    try (line) {
      PlainModule module = new PlainModule(line);
      module.connect();
      Plain way = (qos, payload) -> module.publish(qos, TOPIC, payload);
      way.of(1, PAYLOADS.get(0)).repeat(FIRST_WARM_UP);
      for (int qos = 0; qos <= 1; qos++) {
        for (int payload : PAYLOADS) {
          Action publish = way.of(qos, payload);
          publish.repeat(WARM_UP);
          Usage before = Usage.now();
          long count = publish.repeat(TIME);
          rates.add(new Rate(line.name(), qos, payload, Usage.now().since(before, count)));
        }
      }
    }
  }

  private interface Plain {
    void publish(int qos, String payload) throws Exception;

    default Action of(int qos, int payloadBytes) {
      String payload = Payloads.of(payloadBytes);
      return () -> publish(qos, payload);
    }
  }

  /** By a client, which lets so many be under way at once. */
  void client(String path, int window) throws Exception {
    try (ModemMqttClient client = Clients.onPty(path, window)) {
      client(client, "modemqtt, " + window + " under way", PAYLOADS);
    }
  }

  /**
   * By a client without a port: the module is in this process, and its costs are in the figures.
   */
  void inMemory(String brokerHost, int brokerPort, int window) throws Exception {
    MemoryTransport.Pair line = MemoryTransport.pair("memory");
    try (EmulatedModule module = ModuleProcess.quick(line.module(), brokerHost, brokerPort)) {
      module.start();
      try (ModemMqttClient client = Clients.on(line.host(), window)) {
        client(
            client, "modemqtt and module in one process, " + window + " under way", List.of(100));
      }
    }
  }

  private void client(ModemMqttClient client, String name, List<Integer> payloads)
      throws Exception {
    flow(client, Qos.AT_LEAST_ONCE, 100, FIRST_WARM_UP);
    for (int qos = 0; qos <= 1; qos++) {
      Qos level = qos == 0 ? Qos.AT_MOST_ONCE : Qos.AT_LEAST_ONCE;
      for (int payload : payloads) {
        flow(client, level, payload, WARM_UP);
        Usage before = Usage.now();
        long count = flow(client, level, payload, TIME);
        rates.add(new Rate(name, qos, payload, Usage.now().since(before, count)));
      }
    }
  }

  /** Publishes for so long, and returns how many messages were acknowledged. */
  static long flow(ModemMqttClient client, Qos qos, int payloadBytes, Duration time)
      throws Exception {
    byte[] payload = Payloads.of(payloadBytes).getBytes(US_ASCII);
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
}
