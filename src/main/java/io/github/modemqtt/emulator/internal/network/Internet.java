package io.github.modemqtt.emulator.internal.network;

import java.io.IOException;
import java.net.InetSocketAddress;

/** What lies behind the mobile network: the names of hosts, and the brokers on them. */
public interface Internet {

  /** Hears where a host is, in the module's own time. */
  interface Answer {
    /**
     * The host was found.
     *
     * @param address where it is
     */
    void found(InetSocketAddress address);

    /**
     * The host was not found, or it is known already that it cannot be connected to.
     *
     * @param reason a {@link java.net.ConnectException} if it refuses connections, a {@link
     *     java.net.SocketTimeoutException} if it never answers, any other if there is no such host
     */
    void failed(IOException reason);
  }

  /**
   * Looks a host up.
   *
   * @param host the host name or address from the command
   * @param port the port from the command
   * @param answer hears where it is
   */
  void locate(String host, int port, Answer answer);

  /**
   * Starts to connect.
   *
   * @param address where to
   * @param listener hears what comes of it
   * @return the link, under way
   */
  InternetLink connect(InetSocketAddress address, BrokerLink.Listener listener);
}
