package io.github.modemqtt.bench.parts.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * The way of one TCP connection to a broker, with the rate of a line, the delay of a network, and a
 * count of what goes over it.
 *
 * <p>A connection is made in one round trip, as by TCP's handshake.
 */
final class SlowPath implements AutoCloseable {
  /** For how long Linux keeps an acknowledgement back. */
  private static final Duration LINUX_ACKNOWLEDGES_AFTER = Duration.ofMillis(40);

  private final InetSocketAddress broker;
  private final Duration roundTrip;
  private final Direction up;
  private final Direction down;
  private final ServerSocket server;
  private volatile boolean closed;

  private SlowPath(
      InetSocketAddress broker, Duration roundTrip, int bitsPerSecond, Duration hostAcknowledges)
      throws IOException {
    this.broker = broker;
    this.roundTrip = roundTrip;
    this.up = new Direction(bitsPerSecond, roundTrip.dividedBy(2), LINUX_ACKNOWLEDGES_AFTER);
    this.down = new Direction(bitsPerSecond, roundTrip.dividedBy(2), hostAcknowledges);
    up.acknowledgedBy(down);
    down.acknowledgedBy(up);
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    thread("path-accept", this::serve);
  }

  /** The way of a host over a serial line with PPP and a network. */
  static SlowPath ofHost(InetSocketAddress broker, Duration roundTrip, int bitsPerSecond)
      throws IOException {
    return new SlowPath(broker, roundTrip, bitsPerSecond, LINUX_ACKNOWLEDGES_AFTER);
  }

  /**
   * Counts only: for an emulated module, which has the delays itself.
   *
   * @param acknowledgesAfter how much later the module's next packet may come here and still have
   *     the acknowledgement on it
   */
  static SlowPath counting(InetSocketAddress broker, Duration acknowledgesAfter)
      throws IOException {
    return new SlowPath(broker, Duration.ZERO, 0, acknowledgesAfter);
  }

  int port() {
    return server.getLocalPort();
  }

  Traffic traffic() {
    return new Traffic(up.bytes(), down.bytes(), up.packets(), down.packets());
  }

  /** The same, when nothing has gone for a while. */
  Traffic settled() {
    up.settle();
    down.settle();
    return traffic();
  }

  private Void serve() throws IOException, InterruptedException {
    try (Socket host = server.accept();
        Socket far = new Socket()) {
      host.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      far.connect(broker);
      up.bare(2); // SYN, and the acknowledgement of the other one
      down.bare(1);
      LockSupport.parkNanos(roundTrip.toNanos());
      Thread reading = thread("path-up-read", () -> read(up, host));
      Thread writing = thread("path-up-write", () -> write(up, far));
      thread("path-down-read", () -> read(down, far));
      write(down, host);
      reading.join();
      writing.join();
    }
    return null;
  }

  private static Void read(Direction direction, Socket from)
      throws IOException, InterruptedException {
    direction.read(from.getInputStream());
    return null;
  }

  private static Void write(Direction direction, Socket to)
      throws IOException, InterruptedException {
    direction.write(to.getOutputStream());
    to.shutdownOutput();
    return null;
  }

  private Thread thread(String name, Callable<Void> work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.call();
              } catch (Exception e) {
                if (!closed) {
                  e.printStackTrace(); // the measurement misses it, and fails
                }
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
  }
}
