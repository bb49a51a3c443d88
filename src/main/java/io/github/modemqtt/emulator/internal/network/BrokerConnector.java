package io.github.modemqtt.emulator.internal.network;

/** Makes connections to brokers. */
@FunctionalInterface
public interface BrokerConnector {

  /**
   * Starts to connect.
   *
   * @param host the host name from the command
   * @param port the port from the command
   * @param listener hears what comes of it, in the module's own time
   * @return the link, under way
   */
  BrokerLink connect(String host, int port, BrokerLink.Listener listener);
}
