package io.github.modemqtt.transport;

import io.github.modemqtt.transport.internal.PortLine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that programs reach over TCP, as that of a serial device server: {@code
 * tcp://127.0.0.1:2000} for this library, {@code socket://127.0.0.1:2000} for pyserial.
 *
 * <p>Who connects while another one is connected is hung up on after a second. Nothing
 * authenticates who connects: bind to a loopback address unless the network is trusted.
 *
 * <p>A daemon thread accepts connections while the port is there. While it is away, connections are
 * refused, and the system gives its number to nobody who asks for any port.
 */
public final class TcpPort implements ModulePort {
  private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);

  /** A user that has just left is gone long before; one that stays is not waited for. */
  private static final Duration TURN_LIMIT = Duration.ofSeconds(1);

  private static final Duration ACCEPTOR_LIMIT = Duration.ofSeconds(5);
  private static final long FAILURE_PAUSE_NANOS = 100_000_000;

  private final String host;
  private final int port;
  private final String name;
  private final PortLine line;
  private boolean opened;
  private volatile @Nullable TcpListener listener;
  private @Nullable Thread acceptor;
  private @Nullable Socket reservation;

  private TcpPort(String host, TcpListener listener) {
    this.host = host;
    this.port = listener.port();
    this.name = listener.name();
    this.line = new PortLine(name);
    this.listener = listener;
  }

  /**
   * Takes a TCP port. Programs that connect before the module opens it wait for it.
   *
   * @param host the name or address of this machine to listen on, such as {@code 127.0.0.1}
   * @param port the port, or 0 for one that is free
   * @return the port, to be closed in any case
   * @throws TransportOpenException if the address is not one of this machine, or the port is taken
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public static TcpPort bind(String host, int port) {
    return new TcpPort(host, TcpListener.bind(host, port));
  }

  /**
   * The number of the TCP port.
   *
   * @return the number, never 0
   */
  public int port() {
    return port;
  }

  @Override
  public synchronized void open() {
    line.open();
    opened = true;
    TcpListener bound = listener;
    if (bound != null) {
      accept(bound);
    }
  }

  private void accept(TcpListener bound) {
    Thread thread = new Thread(() -> acceptAll(bound), "modemqtt-port-" + port);
    thread.setDaemon(true);
    thread.start();
    acceptor = thread;
  }

  private void acceptAll(TcpListener bound) {
    while (listener == bound) {
      try {
        serve(bound.accept(), bound);
      } catch (TransportClosedException e) {
        LOG.debug("{}: {}", name, e.getMessage());
      } catch (TransportException e) {
        LOG.warn("{}: {}", name, e.getMessage());
        LockSupport.parkNanos(FAILURE_PAUSE_NANOS);
      }
    }
  }

  private void serve(Transport user, TcpListener bound) {
    try {
      user.open();
    } catch (TransportException e) {
      LOG.debug("{}: {} left at once: {}", name, user.name(), e.toString());
      return;
    }
    if (!line.offer(user, TURN_LIMIT, () -> listener == bound)) {
      LOG.info("{}: {} is hung up on, because the port is in use or gone", name, user.name());
      user.close();
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    return line.read(buffer, offset, length, timeout);
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    line.write(data, offset, length);
  }

  @Override
  public synchronized void unplug() {
    if (stopListening() && !line.isClosed()) {
      reserve();
    }
  }

  private boolean stopListening() {
    TcpListener bound = listener;
    listener = null;
    if (bound != null) {
      bound.close();
    }
    line.cut();
    awaitAcceptor();
    return bound != null;
  }

  /** The system goes on listening until the thread has left the call. */
  private void awaitAcceptor() {
    Thread thread = acceptor;
    acceptor = null;
    if (thread == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(ACCEPTOR_LIMIT.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A socket that does not listen: the system refuses connections, and gives nobody the port. */
  private void reserve() {
    Socket socket = new Socket();
    reservation = socket;
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      LOG.debug("{}: cannot be reserved: {}", name, e.toString());
    }
  }

  @Override
  public synchronized void plugIn() {
    if (!opened || listener != null || line.isClosed()) {
      return;
    }
    release();
    TcpListener bound = TcpListener.bind(host, port);
    listener = bound;
    accept(bound);
  }

  private void release() {
    Socket socket = reservation;
    reservation = null;
    if (socket == null) {
      return;
    }
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("{}: {}", name, e.toString());
    }
  }

  @Override
  public void close() {
    line.close();
    synchronized (this) {
      stopListening();
      release();
    }
  }

  @Override
  public String name() {
    return name;
  }
}
