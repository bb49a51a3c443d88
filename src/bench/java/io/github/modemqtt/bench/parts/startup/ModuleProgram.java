package io.github.modemqtt.bench.parts.startup;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.TrafficListener;
import io.github.modemqtt.pty.PtyPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An emulated module on a pseudo-terminal, in a process of its own: {@code LINK BROKER_PORT
 * [delays] [unregistered]}.
 *
 * <p>For each line of standard input it tells how long the host, and how long the module, took with
 * what they said since the line before.
 */
final class ModuleProgram {
  private ModuleProgram() {}

  public static void main(String... args) throws IOException {
    List<String> options = List.of(args);
    Shares shares = new Shares();
    EmulatedModuleBuilder builder =
        EmulatedModule.builder(PtyPort.at(Path.of(args[0])))
            .broker("127.0.0.1", Integer.parseInt(args[1]))
            .registrationDelay(Duration.ZERO)
            .trafficListener(shares);
    if (!options.contains("delays")) {
      builder.firmwareDelays(FirmwareDelays.NONE).chunkGap(Duration.ZERO);
    }
    if (options.contains("unregistered")) {
      builder.neverRegisters();
    }
    try (EmulatedModule module = builder.build()) {
      module.start();
      System.out.println("ready");
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
      while (in.readLine() != null) {
        System.out.println(shares.take());
      }
    }
  }

  /** A pause belongs to who ends it. */
  private static final class Shares implements TrafficListener {
    private long last;
    private long ofHost;
    private long ofModule;

    @Override
    public synchronized void fromHost(byte[] bytes) {
      ofHost += pause();
    }

    @Override
    public synchronized void toHost(byte[] bytes) {
      ofModule += pause();
    }

    private long pause() {
      long before = last;
      last = System.nanoTime();
      return before == 0 ? 0 : last - before;
    }

    synchronized String take() {
      String shares = ofHost / 1e6 + " " + ofModule / 1e6;
      last = 0;
      ofHost = 0;
      ofModule = 0;
      return shares;
    }
  }
}
