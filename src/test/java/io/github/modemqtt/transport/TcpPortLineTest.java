package io.github.modemqtt.transport;

/** The module's line of a TCP port. */
class TcpPortLineTest extends TransportContract {
  private static final String LOOPBACK = "127.0.0.1";

  @Override
  protected Line newLine() {
    TcpPort port = TcpPort.bind(LOOPBACK, 0);
    port.open();
    Transport client = new TcpTransport(LOOPBACK, port.port());
    client.open();
    write(client, "?"); // the connection has arrived when this has
    readText(port, 1);
    return new Line(port, client, () -> {});
  }

  @Override
  protected Transport newUnopened() {
    return TcpPort.bind(LOOPBACK, 0);
  }

  @Override
  protected boolean seesLoss() {
    return false;
  }
}
