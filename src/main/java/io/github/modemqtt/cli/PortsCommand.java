package io.github.modemqtt.cli;

import io.github.modemqtt.transport.SerialPortInfo;
import io.github.modemqtt.transport.SerialPorts;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the serial ports. */
@Command(
    name = "ports",
    description = "List the serial ports of this computer.",
    footerHeading = "%nExamples:%n",
    footer = {"  modemqtt ports"})
final class PortsCommand implements Callable<Integer> {
  private final Streams streams;

  PortsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    List<SerialPortInfo> ports = SerialPorts.list();
    if (ports.isEmpty()) {
      streams.say("No serial ports found; plug the adapter in, and try again.");
    }
    ports.forEach(this::print);
    return ExitCode.OK;
  }

  private void print(SerialPortInfo port) {
    StringBuilder line =
        new StringBuilder(port.systemPath()).append("  ").append(port.description());
    if (port.usbVendorId().isPresent() && port.usbProductId().isPresent()) {
      line.append(
          String.format(
              "  usb %04x:%04x", port.usbVendorId().getAsInt(), port.usbProductId().getAsInt()));
    }
    if (port.serialNumber() != null) {
      line.append("  serial ").append(port.serialNumber());
    }
    if (port.stablePath() != null) {
      line.append("  ").append(port.stablePath());
    }
    streams.out().println(line);
  }
}
