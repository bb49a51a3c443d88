package io.github.modemqtt.bench.parts.unlimited;

import io.github.modemqtt.bench.LocalBroker;
import io.github.modemqtt.mqtt.Qos;
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
          case "profpub", "profrecv" -> {
            try (ModemMqttClient client = Clients.onPty(child.module(), 8)) {
              Receptions r = new Receptions(child);
              if (what.equals("profpub"))
                Publishes.flow(client, Qos.AT_LEAST_ONCE, 100, Duration.ofSeconds(4));
              else r.handlers(700, 1);
              try (var rec =
                  new jdk.jfr.Recording(jdk.jfr.Configuration.getConfiguration("profile"))) {
                rec.start();
                if (what.equals("profpub"))
                  Publishes.flow(client, Qos.AT_LEAST_ONCE, 100, Duration.ofSeconds(12));
                else for (int i = 0; i < 5; i++) r.handlers(700, 1);
                rec.stop();
                rec.dump(java.nio.file.Path.of("/tmp/wt/bnothing/target/" + what + ".jfr"));
              }
              r.rates().forEach(System.out::println);
            }
          }
          case "cost" -> {
            for (int w : new int[] {1, 8})
              try (ModemMqttClient client = Clients.onPty(child.module(), w)) {
                Publishes.flow(client, Qos.AT_LEAST_ONCE, 100, Duration.ofSeconds(4));
                Usage before = Usage.now();
                long n = Publishes.flow(client, Qos.AT_LEAST_ONCE, 100, Duration.ofSeconds(5));
                System.out.println("w" + w + " " + Usage.now().since(before, n));
              }
            Receptions r = new Receptions(child);
            r.handlers(100, 1);
            r.severalHandlers(100);
            r.stream(100);
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
}
