package io.github.modemqtt.cli;

import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.transport.TcpListener;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportClosedException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where other programs find what this one serves: a serial port made of software, or TCP. */
interface ServedPort extends AutoCloseable {
  /**
   * Waits for the next program.
   *
   * @return the line to it, open
   * @throws TransportClosedException if this port was closed, also during the call
   */
  Transport next();

  /** What a person has to know to use it. */
  String description();

  @Override
  void close();

  /** Nothing tells when a program opens or closes it: it is always there. */
  final class Pty implements ServedPort {
    private final PseudoTerminal terminal;
    private final Path link;
    private final AtomicBoolean given = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    Pty(Path link) {
      this.link = link;
      this.terminal = PseudoTerminal.open(link);
    }

    @Override
    public Transport next() {
      if (!given.getAndSet(true)) {
        terminal.transport().open();
        return terminal.transport();
      }
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new TransportClosedException(link.toString());
    }

    @Override
    public String description() {
      return link + " (" + terminal.slavePath() + ")";
    }

    @Override
    public void close() {
      terminal.close();
      closed.countDown();
    }
  }

  /** One connection after the other. */
  final class Tcp implements ServedPort {
    private static final String LOOPBACK = "127.0.0.1";

    private final TcpListener listener;

    Tcp(int port) {
      listener = TcpListener.bind(LOOPBACK, port);
    }

    @Override
    public Transport next() {
      Transport line = listener.accept();
      line.open();
      return line;
    }

    @Override
    public String description() {
      return "tcp://" + LOOPBACK + ":" + listener.port();
    }

    @Override
    public void close() {
      listener.close();
    }
  }
}
