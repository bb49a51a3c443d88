package io.github.modemqtt.transport;

/** The module's line of a port in memory. */
class MemoryPortLineTest extends TransportContract {

  @Override
  protected Line newLine() {
    MemoryPort port = new MemoryPort("test");
    port.open();
    Transport client = port.newTransport();
    client.open();
    return new Line(port, client, () -> {});
  }

  @Override
  protected Transport newUnopened() {
    return new MemoryPort("test");
  }

  @Override
  protected boolean seesLoss() {
    return false;
  }
}
