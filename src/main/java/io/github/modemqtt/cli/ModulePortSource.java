package io.github.modemqtt.cli;

import io.github.modemqtt.cli.term.PortSource;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportTarget;

/** The port that {@code --modem} names, opened as often as it is wanted. */
final class ModulePortSource implements PortSource, AutoCloseable {
  private volatile ModemOptions options = new ModemOptions();
  private Module module;

  ModulePortSource(String modem) {
    options.modem = modem;
    module = Module.of(options);
  }

  boolean isOnSerialPort() {
    return module.isOnSerialPort();
  }

  @Override
  public synchronized Transport newTransport() {
    module.close();
    module = Module.of(options);
    return module.newTransport();
  }

  @Override
  public void changeRate(int baud) {
    if (!(TransportTarget.parse(options.modem) instanceof TransportTarget.Serial serial)) {
      throw new IllegalArgumentException(options.modem + " is no serial port");
    }
    ModemOptions changed = new ModemOptions();
    changed.modem = new TransportTarget.Serial(serial.port(), baud).toString();
    options = changed;
  }

  @Override
  public String name() {
    return options.modem;
  }

  @Override
  public synchronized void close() {
    module.close();
  }
}
