package io.github.modemqtt.bench.unlimited;

import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.LocalBroker;
import io.github.modemqtt.session.ModemMqttClient;
import java.nio.file.*;
import java.time.Duration;

/** throw-away */
final class Trial {
  public static void main(String[] a) throws Exception {
    try (LocalBroker broker = LocalBroker.start();
        ModuleChild child = ModuleChild.start(broker.host(), broker.port())) {
      for (String what : a)
        switch (what) {
          case "rt" -> {
            for (RoundTrips.Way w : RoundTrips.overPty(child)) print(w);
            print(RoundTrips.inProcess());
          }
          case "pub" -> {
            Publishes p = new Publishes();
            p.plain(new BareLine(child.module()));
            p.plain(new SerialBytesLine(child.module()));
            p.plain(new SerialChunksLine(child.module()));
            p.client(child.module(), 1);
            p.client(child.module(), 8);
            p.inMemory(broker.host(), broker.port(), 1);
            p.inMemory(broker.host(), broker.port(), 8);
            p.rates().forEach(System.out::println);
          }
          case "pubc" -> {
            Publishes p = new Publishes();
            p.client(child.module(), 1);
            p.client(child.module(), 8);
            p.rates().forEach(System.out::println);
          }
          case "recv" -> {
            Receptions r = new Receptions(child);
            r.plain(new BareLine(child.module()), "bare", 100);
            r.plain(new SerialChunksLine(child.module()), "chunks", 100);
            r.plain(new SerialBytesLine(child.module()), "bytes", 100);
            r.handlers(20, 1);
            r.handlers(100, 1);
            r.handlers(700, 1);
            r.severalHandlers(100);
            r.stream(100);
            r.rates().forEach(System.out::println);
          }
          case "recvc" -> {
            Receptions r = new Receptions(child);
            r.handlers(100, 1);
            r.severalHandlers(100);
            r.stream(100);
            r.rates().forEach(System.out::println);
          }
          case "profpub", "profpub1" -> {
            int w = what.equals("profpub") ? 8 : 1;
            try (ModemMqttClient client = Clients.onPty(child.module(), w)) {
              Publishes.flow(client, Qos.AT_LEAST_ONCE, 100, Duration.ofSeconds(4));
              try (var rec =
                  new jdk.jfr.Recording(jdk.jfr.Configuration.getConfiguration("profile"))) {
                rec.start();
                Usage before = Usage.now();
                long n = Publishes.flow(client, Qos.AT_LEAST_ONCE, 100, Duration.ofSeconds(12));
                System.out.println(Usage.now().since(before, n));
                rec.stop();
                rec.dump(Path.of("/tmp/wt/bnothing/target/" + what + ".jfr"));
              }
              threads();
            }
          }
          case "cost" -> {
          for (int w : new int[] {1, 8}) try (ModemMqttClient client = Clients.onPty(child.module(), w)) {
            Publishes.flow(client, Qos.AT_LEAST_ONCE, 100, Duration.ofSeconds(4));
            Usage before = Usage.now();
            long n = Publishes.flow(client, Qos.AT_LEAST_ONCE, 100, Duration.ofSeconds(5));
            System.out.println("w" + w + " " + Usage.now().since(before, n));
          }
          Receptions r = new Receptions(child);
          r.handlers(100, 1);
          r.severalHandlers(100); r.stream(100);
          r.rates().forEach(System.out::println);
        }
        default -> throw new IllegalArgumentException(what);
        }
    }
  }

  static void threads() {
    var b = java.lang.management.ManagementFactory.getThreadMXBean();
    for (long id : b.getAllThreadIds()) {
      var i = b.getThreadInfo(id);
      if (i != null)
        System.out.println(
            i.getThreadName()
                + " cpu ms "
                + b.getThreadCpuTime(id) / 1000000
                + " user "
                + b.getThreadUserTime(id) / 1000000
                + " waits "
                + i.getWaitedCount()
                + " blocked "
                + i.getBlockedCount());
    }
  }

  static void print(RoundTrips.Way w) {
    System.out.printf(
        "%s: median %.1f p99 %.1f us, cpu %.1f us, %.0f B, n %d%n",
        w.name,
        w.sample.percentile(50),
        w.sample.percentile(99),
        w.cpuMicros(),
        w.bytes(),
        w.sample.count());
  }
}
