package io.github.modemqtt.bench.parts.startup;

import io.github.modemqtt.session.ClientMetrics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Readings to a broker at a steady pace, as the README's collector does, by one client or another:
 * {@code CLIENT WHERE READINGS}. It tells in the end what this process takes.
 */
final class CollectorProgram {
  static final int CAPACITY = 5000;

  private static final Duration INTERVAL = Duration.ofMillis(5);

  private CollectorProgram() {}

  /** Several of these are at the same broker, which ends the one whose name another one takes. */
  static String clientId() {
    return "plant-" + ProcessHandle.current().pid();
  }

  /** A client that is connected, or connects by itself. */
  interface Device extends AutoCloseable {
    /** Completes when the broker has the reading. */
    CompletableFuture<?> send(String reading) throws Exception;

    /** How many readings wait. */
    default int waiting() {
      return 0;
    }
  }

  public static void main(String... args) throws Exception {
    int readings = Integer.parseInt(args[2]);
    switch (args[0]) {
      case "nothing" -> OwnStatus.now().print();
      case "modemqtt" -> deliver(new ModemDevice(args[1], ClientMetrics.NONE), readings);
      case "micrometer" -> deliver(new ModemDevice(args[1], Meters.metrics()), readings);
      case "waiting" -> pile(new ModemDevice(args[1], ClientMetrics.NONE), readings);
      case "hivemq" -> deliver(new HiveMqDevice(args[1]), readings);
      case "paho" -> deliver(new PahoDevice(args[1]), readings);
      default -> throw new IllegalArgumentException("no such client: " + args[0]);
    }
    System.exit(0);
  }

  private static void deliver(Device device, int readings) throws Exception {
    CountDownLatch delivered = new CountDownLatch(readings);
    AtomicInteger taken = new AtomicInteger();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    clock.scheduleAtFixedRate(
        () -> {
          int number = taken.getAndIncrement();
          if (number < readings) {
            measure(device, number, delivered);
          }
        },
        0,
        INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
    delivered.await();
    OwnStatus.now().print();
    clock.shutdownNow();
    device.close();
  }

  private static void measure(Device device, int number, CountDownLatch delivered) {
    try {
      device
          .send("{\"celsius\":" + number / 10.0 + "}")
          .whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  delivered.countDown();
                }
              });
    } catch (Exception e) {
      e.printStackTrace(); // it is missed, and the program does not end
    }
  }

  /** All readings wait at the same time, because there is no network. */
  private static void pile(Device device, int readings) throws Exception {
    for (int i = 0; i < readings; i++) {
      device.send("{\"celsius\":" + i / 10.0 + "}");
    }
    if (device.waiting() != CAPACITY) {
      throw new IllegalStateException("only " + device.waiting() + " wait");
    }
    OwnStatus.now().print();
    device.close();
  }
}
