package io.github.modemqtt.emulator.internal.network;

import java.util.function.Consumer;

/** Tells the radio of each packet on the way to a broker and back. */
public final class WatchedConnector implements BrokerConnector {
  private final BrokerConnector connector;
  private final Runnable traffic;

  /**
   * Watches a connector.
   *
   * @param connector makes the connections
   * @param traffic is told of each packet, in the module's own time
   */
  public WatchedConnector(BrokerConnector connector, Runnable traffic) {
    this.connector = connector;
    this.traffic = traffic;
  }

  @Override
  public BrokerLink connect(String host, int port, BrokerLink.Listener listener) {
    traffic.run();
    return new WatchedLink(connector.connect(host, port, new WatchedListener(listener)));
  }

  private final class WatchedListener implements BrokerLink.Listener {
    private final BrokerLink.Listener listener;

    WatchedListener(BrokerLink.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void connected() {
      traffic.run();
      listener.connected();
    }

    @Override
    public void connectFailed() {
      listener.connectFailed();
    }

    @Override
    public void received(Incoming packet) {
      traffic.run();
      listener.received(packet);
    }

    @Override
    public void ended(boolean reset) {
      listener.ended(reset);
    }
  }

  private final class WatchedLink implements BrokerLink {
    private final BrokerLink link;

    WatchedLink(BrokerLink link) {
      this.link = link;
    }

    @Override
    public void send(Outgoing packet, Consumer<SendResult> done) {
      traffic.run();
      link.send(packet, done);
    }

    @Override
    public void close() {
      traffic.run();
      link.close();
    }

    @Override
    public void abort() {
      link.abort();
    }
  }
}
