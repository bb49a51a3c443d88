package io.github.modemqtt.testsupport;

import io.github.modemqtt.transport.ModulePort;

/** A recorded line that can vanish and come back. */
final class RecordedPort extends RecordedLine implements ModulePort {
  private final ModulePort port;

  RecordedPort(String test, ModulePort port) {
    super(test, port);
    this.port = port;
  }

  @Override
  public void unplug() {
    port.unplug();
  }

  @Override
  public void plugIn() {
    port.plugIn();
  }
}
