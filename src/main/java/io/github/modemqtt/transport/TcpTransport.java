package io.github.modemqtt.transport;

import io.github.modemqtt.transport.internal.Deadline;
import io.github.modemqtt.transport.internal.LineState;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection to a module: a serial device server, or a module in software.
 *
 * <p>The bytes are those of the serial line; there is no TELNET negotiation (RFC 2217). What is
 * written is sent at once (TCP_NODELAY). A peer that vanishes without closing the connection is
 * noticed by TCP keep-alive or by a write that nobody acknowledges, which takes minutes.
 *
 * <p>To be connected to instead, use {@link TcpListener}.
 */
public final class TcpTransport implements Transport {
  /** How long {@link #open()} waits for the connection if nothing else is said. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);
  private static final int HIGHEST_PORT = 65_535;

  private final String host;
  private final int port;
  private final Duration connectTimeout;
  private final String name;
  private final LineState state;
  private final Socket socket;
  private volatile boolean reading;
  private volatile boolean writing;

  /**
   * Creates a closed line with the {@linkplain #DEFAULT_CONNECT_TIMEOUT default time-out}.
   *
   * @param host the name or address; an IPv6 address without brackets
   * @param port the port, 1 to 65535
   */
  public TcpTransport(String host, int port) {
    this(host, port, DEFAULT_CONNECT_TIMEOUT);
  }

  /**
   * Creates a closed line.
   *
   * @param host the name or address; an IPv6 address without brackets
   * @param port the port, 1 to 65535
   * @param connectTimeout how long {@link #open()} waits for the connection; more than zero. Asking
   *     the name service is not included
   * @throws IllegalArgumentException if the port or the time-out is out of range
   */
  public TcpTransport(String host, int port, Duration connectTimeout) {
    this(host, checkedPort(port), checkedTimeout(connectTimeout), new Socket());
  }

  private TcpTransport(String host, int port, Duration connectTimeout, Socket socket) {
    this.host = host;
    this.port = port;
    this.connectTimeout = connectTimeout;
    this.socket = socket;
    this.name = nameOf(host, port);
    this.state = new LineState(name);
  }

  /** The line of a connection that is already there; opening it only sets its options. */
  static TcpTransport accepted(Socket socket) {
    InetSocketAddress peer = (InetSocketAddress) socket.getRemoteSocketAddress();
    String address = peer.getAddress().getHostAddress();
    return new TcpTransport(address, peer.getPort(), DEFAULT_CONNECT_TIMEOUT, socket);
  }

  static String nameOf(String host, int port) {
    return "tcp://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  static int checkedPort(int port) {
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and " + HIGHEST_PORT);
    }
    return port;
  }

  private static Duration checkedTimeout(Duration timeout) {
    if (timeout.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("connect time-out " + timeout + " is not above zero");
    }
    return timeout;
  }

  @Override
  public void open() {
    if (!state.beginOpening()) {
      throw new TransportClosedException(name);
    }
    try {
      if (!socket.isConnected()) {
        connect();
      }
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
    } catch (IOException e) {
      throw failedToOpen(e);
    }
    if (!state.finishOpening()) {
      throw new TransportClosedException(name);
    }
  }

  private void connect() throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw openFailure("unknown host " + host, "check the host name, or use the address", null);
    }
    socket.connect(address, Deadline.after(connectTimeout).remainingMillis(Integer.MAX_VALUE));
  }

  private TransportException failedToOpen(IOException e) {
    boolean closedMeanwhile = !state.close();
    closeSocket();
    if (closedMeanwhile) {
      return new TransportClosedException(name);
    }
    if (e instanceof SocketTimeoutException) {
      return openFailure(
          "no answer within " + connectTimeout.toMillis() + " ms",
          "check the address, the route and the firewall, and that the other side is switched on",
          e);
    }
    if (e instanceof ConnectException) {
      return openFailure(
          String.valueOf(e.getMessage()),
          "check that the other side listens on port " + port + " and serves nobody else",
          e);
    }
    return openFailure(e.toString(), "check the address and the network", e);
  }

  private TransportOpenException openFailure(
      String what, String remedy, @Nullable IOException cause) {
    state.close();
    return new TransportOpenException(
        name, "Cannot connect to " + name + ": " + what, remedy, cause);
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    // Set before the line is entered, so that close() sees every read that is under way.
    reading = true;
    try {
      state.enter();
      try {
        return awaitBytes(buffer, offset, length, Deadline.after(timeout));
      } finally {
        state.leave();
      }
    } finally {
      reading = false;
    }
  }

  private int awaitBytes(byte[] buffer, int offset, int length, Deadline deadline) {
    try {
      // Zero would wait for ever.
      socket.setSoTimeout(Math.max(1, deadline.remainingMillis(Integer.MAX_VALUE)));
      int count = socket.getInputStream().read(buffer, offset, length);
      if (count >= 0) {
        return count;
      }
      throw state.lose("the other side closed the connection", null);
    } catch (SocketTimeoutException e) {
      return 0;
    } catch (IOException e) {
      throw state.lose(e.toString(), e);
    }
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    writing = true;
    try {
      state.enter();
      try {
        socket.getOutputStream().write(data, offset, length);
      } catch (IOException e) {
        throw state.lose(e.toString(), e);
      } finally {
        state.leave();
      }
    } finally {
      writing = false;
    }
  }

  @Override
  public void close() {
    if (state.close() && !writing && !state.isLost() && socket.isConnected()) {
      finishSending();
    }
    closeSocket();
  }

  /** Bytes that nobody read would turn the end of the connection into a reset: sent bytes die. */
  private void finishSending() {
    try {
      socket.shutdownOutput();
      if (!reading) {
        int unread = socket.getInputStream().available();
        socket.getInputStream().skipNBytes(unread);
      }
    } catch (IOException e) {
      LOG.debug("{}: closing: {}", name, e.toString());
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("{}: closing: {}", name, e.toString());
    }
  }

  @Override
  public String name() {
    return name;
  }
}
