package io.github.modemqtt.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.EmulatedModuleBuilder;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.RecordedModules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A module in software that has a serial port of this computer. */
final class ModuleOnPty implements AutoCloseable {
  private final PseudoTerminal terminal;
  private final EmulatedModule module;
  private final Path link;

  private ModuleOnPty(Path link, UnaryOperator<EmulatedModuleBuilder> options) {
    this.link = link;
    terminal = PseudoTerminal.open(link);
    module =
        options
            .apply(
                RecordedModules.builder(terminal.transport())
                    .firmwareDelays(FirmwareDelays.NONE)
                    .registrationDelay(Duration.ZERO))
            .build();
    module.start();
  }

  static void assumeSupported() {
    assumeTrue(PseudoTerminal.isSupported(), "no pseudo-terminals on this platform");
  }

  static ModuleOnPty start(Path link, UnaryOperator<EmulatedModuleBuilder> options) {
    return new ModuleOnPty(link, options);
  }

  /** All its connections lead to this broker. */
  static ModuleOnPty start(Path link, int brokerPort) {
    return start(link, builder -> builder.broker("127.0.0.1", brokerPort));
  }

  /** What {@code --modem} takes. */
  String target() {
    return link.toString();
  }

  EmulatedModule module() {
    return module;
  }

  /** The port vanishes, as that of an adapter that is pulled out. */
  void unplug() {
    try {
      CarefulDriver.close(module);
    } finally {
      terminal.close();
    }
  }

  @Override
  public void close() {
    unplug();
  }
}
