package io.github.modemqtt.cli;

import picocli.CommandLine.Option;

/** How to reach the module, and whether to watch. */
final class ModemOptions {
  @Option(
      names = "--modem",
      required = true,
      paramLabel = "TARGET",
      description =
          "The module: /dev/ttyUSB0, COM3, /dev/ttyUSB0@9600 (default 115200 baud),"
              + " tcp://host:port, or 'emulator' for a module in software inside this process.")
  String modem = "";

  @Option(
      names = {"-d", "--debug"},
      description = "Show the AT dialogue on standard error; secrets are masked.")
  boolean debug;
}
