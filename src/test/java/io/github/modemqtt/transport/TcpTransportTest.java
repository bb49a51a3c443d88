package io.github.modemqtt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TcpTransportTest extends TransportContract {
  private static final String LOOPBACK = "127.0.0.1";

  @Override
  protected Line newLine() {
    TcpListener listener = TcpListener.bind(LOOPBACK, 0);
    Transport host = new TcpTransport(LOOPBACK, listener.port());
    host.open();
    Transport module = listener.accept();
    module.open();
    return new Line(host, module, listener);
  }

  @Override
  protected Transport newUnopened() {
    return new TcpTransport(LOOPBACK, 1);
  }

  @Test
  void theAcceptedEndServesAsWell() {
    try (TcpListener listener = TcpListener.bind(LOOPBACK, 0);
        Transport host = new TcpTransport(LOOPBACK, listener.port())) {
      host.open();
      try (Transport module = listener.accept()) {
        assertThrows(IllegalStateException.class, () -> write(module, "RDY"));
        module.open();
        write(module, "RDY");
        assertEquals("RDY", readText(host, 3));
        assertTrue(module.name().startsWith("tcp://127.0.0.1:"), module.name());
      }
    }
  }

  @Test
  void aPortWhereNobodyListensIsRefused() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      port = unused.getLocalPort();
    }
    try (Transport transport = new TcpTransport(LOOPBACK, port)) {
      TransportOpenException failure = assertThrows(TransportOpenException.class, transport::open);
      assertTrue(failure.getMessage().contains("refused"), failure.getMessage());
      assertTrue(failure.remedy().contains("port " + port), failure.remedy());
      assertEquals("tcp://127.0.0.1:" + port, failure.transportName());
      assertThrows(TransportClosedException.class, transport::open);
    }
  }

  @Test
  void anUnknownHostIsNamed() {
    try (Transport transport = new TcpTransport("no-such-host.invalid", 2000)) {
      TransportOpenException failure = assertThrows(TransportOpenException.class, transport::open);
      assertTrue(
          failure.getMessage().contains("unknown host no-such-host.invalid"), failure.getMessage());
    }
  }

  @Test
  void aHostThatDoesNotAnswerTimesOut() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      List<Socket> waiting = fillBacklog(full);
      try (Transport transport =
          new TcpTransport(LOOPBACK, full.getLocalPort(), Duration.ofMillis(200))) {
        TransportOpenException failure =
            assertThrows(TransportOpenException.class, transport::open);
        assertTrue(failure.getMessage().contains("no answer within 200 ms"), failure.getMessage());
      }
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void closingEndsConnecting() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      List<Socket> waiting = fillBacklog(full);
      Transport transport = new TcpTransport(LOOPBACK, full.getLocalPort(), LONG);
      CountDownLatch started = new CountDownLatch(1);
      CompletableFuture<Void> opening =
          run(
              () -> {
                started.countDown();
                transport.open();
              });
      started.await();
      transport.close();
      assertEndsWith(TransportClosedException.class, opening);
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  /** Connects until the operating system leaves connections unanswered. */
  private static List<Socket> fillBacklog(ServerSocket server) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket();
      sockets.add(socket);
      try {
        socket.connect(server.getLocalSocketAddress(), 200);
      } catch (IOException e) {
        return sockets;
      }
    }
    throw new IOException("the backlog never fills");
  }

  @Test
  void bytesThatNobodyReadDoNotCostTheOtherSideTheLastOnes() {
    Line line = newLine();
    write(line.peer(), "unread");
    byte[] first = new byte[1];
    assertEquals(1, line.end().read(first, 0, 1, LONG));
    write(line.end(), "last words");
    line.end().close();
    assertEquals("last words", readText(line.peer(), 10));
  }

  @Test
  void closingAListenerEndsAccept() {
    TcpListener listener = TcpListener.bind(LOOPBACK, 0);
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Void> accepting =
        run(
            () -> {
              started.countDown();
              listener.accept();
            });
    while (started.getCount() > 0) {
      Thread.onSpinWait();
    }
    listener.close();
    assertEndsWith(TransportClosedException.class, accepting);
    assertThrows(TransportClosedException.class, listener::accept);
  }

  @Test
  void aPortThatIsTakenCannotBeListenedOn() {
    try (TcpListener listener = TcpListener.bind(LOOPBACK, 0)) {
      assertNotEquals(0, listener.port());
      assertEquals("tcp://127.0.0.1:" + listener.port(), listener.name());
      TransportOpenException failure =
          assertThrows(
              TransportOpenException.class, () -> TcpListener.bind(LOOPBACK, listener.port()));
      assertFalse(failure.remedy().isBlank());
    }
  }

  @Test
  void badArgumentsAreRejected() {
    assertThrows(IllegalArgumentException.class, () -> new TcpTransport(LOOPBACK, 0));
    assertThrows(IllegalArgumentException.class, () -> new TcpTransport(LOOPBACK, 65_536));
    assertThrows(
        IllegalArgumentException.class, () -> new TcpTransport(LOOPBACK, 1, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> TcpListener.bind(LOOPBACK, -1));
  }

  @Test
  void anIpv6AddressIsBracketedInTheName() {
    assertEquals("tcp://[::1]:2000", new TcpTransport("::1", 2000).name());
  }
}
