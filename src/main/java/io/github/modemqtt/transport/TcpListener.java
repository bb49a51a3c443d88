package io.github.modemqtt.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * Waits for TCP connections and makes each a {@link Transport}: the side of the module.
 *
 * <p>Nothing authenticates who connects. Bind to a loopback address unless the network is trusted.
 */
public final class TcpListener implements AutoCloseable {
  private static final int HIGHEST_PORT = 65_535;

  private final ServerSocket socket;
  private final String name;

  private TcpListener(ServerSocket socket, String host) {
    this.socket = socket;
    this.name = TcpTransport.nameOf(host, socket.getLocalPort());
  }

  /**
   * Starts to listen.
   *
   * @param host the name or address of this machine to listen on, such as {@code 127.0.0.1}; an
   *     IPv6 address without brackets
   * @param port the port, or 0 for one that is free
   * @return the listener
   * @throws TransportOpenException if the address is not one of this machine, or the port is taken
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public static TcpListener bind(String host, int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and " + HIGHEST_PORT);
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw bindFailure(host, port, "unknown host " + host, null);
    }
    try {
      return new TcpListener(bound(address), host);
    } catch (IOException e) {
      throw bindFailure(host, port, e.toString(), e);
    }
  }

  private static ServerSocket bound(InetSocketAddress address) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(address);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static TransportOpenException bindFailure(
      String host, int port, String what, @Nullable IOException cause) {
    String name = TcpTransport.nameOf(host, port);
    return new TransportOpenException(
        name,
        "Cannot listen on " + name + ": " + what,
        "choose another port (0 takes a free one) or an address of this machine",
        cause);
  }

  /**
   * Waits for the next connection.
   *
   * @return its line, closed as every new transport: open it to use it, close it in any case
   * @throws TransportClosedException if this listener was closed, also during the call
   * @throws TransportOpenException if the operating system gives no connection
   */
  public Transport accept() {
    try {
      return TcpTransport.accepted(socket.accept());
    } catch (IOException e) {
      if (socket.isClosed()) {
        throw new TransportClosedException(name);
      }
      throw new TransportOpenException(
          name,
          "Cannot accept a connection on " + name + ": " + e,
          "check the limit of open files",
          e);
    }
  }

  /**
   * The port that it listens on.
   *
   * @return the port, never 0
   */
  public int port() {
    return socket.getLocalPort();
  }

  /**
   * The address for messages, such as {@code tcp://127.0.0.1:2000}.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /** Ends listening and a blocked {@link #accept()}; connections that were accepted stay. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new TransportLostException(name, "closing failed: " + e, e);
    }
  }
}
