package io.github.modemqtt.transport;

/** The end of a program that has opened a port in memory. */
class MemoryPortClientTest extends TransportContract {

  @Override
  protected Line newLine() {
    MemoryPort port = new MemoryPort("test");
    port.open();
    Transport client = port.newTransport();
    client.open();
    return new Line(client, port, () -> {});
  }

  @Override
  protected Transport newUnopened() {
    return new MemoryPort("test").newTransport();
  }
}
