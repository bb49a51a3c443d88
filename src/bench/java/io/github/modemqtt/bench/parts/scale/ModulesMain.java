package io.github.modemqtt.bench.parts.scale;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleIdentity;
import io.github.modemqtt.transport.TcpPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of emulated modules, each at a TCP port.
 *
 * <p>The arguments: how many, the broker's port, the file for the numbers of the modules' ports. It
 * ends with its standard input, and then says what its modules complain about.
 */
final class ModulesMain {
  private ModulesMain() {}

  public static void main(String... args) throws Exception {
    int count = Integer.parseInt(args[0]);
    List<EmulatedModule> modules = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TcpPort port = TcpPort.bind("127.0.0.1", 0);
      EmulatedModule module = module(i, port, Integer.parseInt(args[1]));
      module.start();
      modules.add(module);
      ports.add(String.valueOf(port.port()));
    }
    Path temporary = Files.createTempFile("ports", null);
    Files.write(temporary, ports);
    Files.move(temporary, Path.of(args[2]));
    while (System.in.read() >= 0) {
      continue;
    }
    for (EmulatedModule module : modules) {
      if (!module.audit().isEmpty()) {
        System.err.println("a module complains: " + module.audit());
        System.exit(1);
      }
    }
    System.exit(0);
  }

  private static EmulatedModule module(int number, TcpPort port, int broker) {
    return EmulatedModule.builder(port)
        .broker("127.0.0.1", broker)
        .identity(ModuleIdentity.numbered(number))
        .registrationDelay(Duration.ZERO)
        .firmwareDelays(FirmwareDelays.NONE)
        .chunkGap(Duration.ZERO)
        .build();
  }
}
