package io.github.modemqtt.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.pty.PtyPort;
import io.github.modemqtt.testsupport.Eventually;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs come and go, the port goes and comes, and the module's line lives on. */
@Timeout(60)
class ModulePortTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** The kinds of ports. */
  enum Kind {
    MEMORY,
    TCP,
    PTY;

    /** A port, and how a program makes a line to it. */
    record Reachable(ModulePort port, Supplier<Transport> clients) {
      Transport openClient() {
        Transport client = clients.get();
        client.open();
        return client;
      }
    }

    Reachable open(Path folder) {
      Reachable made = create(folder);
      made.port().open();
      return made;
    }

    Reachable create(Path folder) {
      switch (this) {
        case MEMORY -> {
          MemoryPort port = new MemoryPort("test");
          return new Reachable(port, port::newTransport);
        }
        case TCP -> {
          return byName(TcpPort.bind(LOOPBACK, 0));
        }
        default -> {
          assumeTrue(PseudoTerminal.isSupported(), "needs Linux and JNA");
          return byName(PtyPort.at(folder.resolve("modem")));
        }
      }
    }

    private static Reachable byName(ModulePort port) {
      return new Reachable(port, () -> TransportTarget.parse(port.name()).newTransport());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void oneProgramAfterTheOtherHasTheSameLine(Kind kind) {
    Kind.Reachable made = kind.open(folder);
    try (ModulePort port = made.port()) {
      Counter module = Counter.start(port);
      for (int i = 1; i <= 20; i++) {
        try (Transport client = made.openClient()) {
          write(client, "+");
          assertEquals(module.answer(i), read(client, 2));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatAProgramWroteBeforeItLeftArrives(Kind kind) {
    Kind.Reachable made = kind.open(folder);
    try (ModulePort port = made.port()) {
      Counter module = Counter.start(port);
      for (int i = 1; i <= 10; i++) {
        try (Transport client = made.openClient()) {
          write(client, "+");
        }
      }
      Eventually.holds("all have arrived", () -> module.count() == 10);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPortThatIsGoneCutsItsUserOffAndCannotBeOpened(Kind kind) {
    Kind.Reachable made = kind.open(folder);
    try (ModulePort port = made.port();
        Transport before = made.openClient()) {
      write(before, "AT\r");
      assertEquals("AT\r", read(port, 3));

      port.unplug();
      port.unplug();

      assertThrows(TransportLostException.class, () -> read(before, 1));
      assertThrows(TransportOpenException.class, made::openClient);
      write(port, "nobody hears this");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPortThatComesBackHasItsNameAndItsLine(Kind kind) {
    Kind.Reachable made = kind.open(folder);
    try (ModulePort port = made.port()) {
      Counter module = Counter.start(port);
      for (int i = 1; i <= 5; i++) {
        try (Transport before = made.openClient()) {
          port.unplug();
          assertThrows(TransportLostException.class, () -> read(before, 1));
          port.plugIn();
          port.plugIn();
          try (Transport after = made.openClient()) {
            write(after, "+");
            assertEquals(module.answer(i), read(after, 2));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPortThatIsClosedStaysAway(Kind kind) {
    Kind.Reachable made = kind.open(folder);
    made.port().close();
    made.port().plugIn();

    assertThrows(TransportOpenException.class, made::openClient);
    assertThrows(TransportClosedException.class, () -> read(made.port(), 1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MEMORY", "PTY"})
  void aPortIsNotThereBeforeItsModule(Kind kind) {
    Kind.Reachable made = kind.create(folder);
    try (ModulePort port = made.port()) {
      port.plugIn();
      assertThrows(PortNotFoundException.class, made::openClient);
    }
  }

  @Test
  void aPortInMemoryHasOneUserAtATime() {
    MemoryPort port = new MemoryPort("test");
    port.open();
    try (port;
        Transport first = port.newTransport()) {
      first.open();
      assertThrows(PortBusyException.class, () -> port.newTransport().open());
      write(first, "AT\r");
      assertEquals("AT\r", read(port, 3));
    }
  }

  @Test
  void whoConnectsToATcpPortThatIsInUseIsHungUpOn() {
    try (TcpPort port = TcpPort.bind(LOOPBACK, 0);
        Transport first = new TcpTransport(LOOPBACK, port.port());
        Transport second = new TcpTransport(LOOPBACK, port.port())) {
      port.open();
      first.open();
      write(first, "A");
      assertEquals("A", read(port, 1));
      second.open();
      assertThrows(TransportLostException.class, () -> read(second, 1));
      write(first, "B");
      assertEquals("B", read(port, 1));
    }
  }

  @Test
  void theNumberOfATcpPortIsKeptWhileItIsAway() throws IOException {
    try (TcpPort port = TcpPort.bind(LOOPBACK, 0);
        ServerSocket other = new ServerSocket()) {
      port.open();
      port.unplug();
      other.setReuseAddress(false);
      assertThrows(
          BindException.class, () -> other.bind(new InetSocketAddress(LOOPBACK, port.port())));
    }
  }

  @Test
  void theLinkOfASerialPortIsThereWhileThePortIs() throws Exception {
    assumeTrue(PseudoTerminal.isSupported(), "needs Linux and JNA");
    Path link = folder.resolve("modem");
    try (PtyPort port = PtyPort.at(link)) {
      assertEquals(0, entries());
      port.open();
      assertEquals(port.slavePath().orElseThrow(), Files.readSymbolicLink(link));
      port.unplug();
      assertEquals(false, Files.exists(link, LinkOption.NOFOLLOW_LINKS));
      port.plugIn();
      assertEquals(port.slavePath().orElseThrow(), Files.readSymbolicLink(link));
    }
    assertEquals(0, entries());
  }

  private long entries() throws Exception {
    try (Stream<Path> list = Files.list(folder)) {
      return list.count();
    }
  }

  /** A module that counts what comes, and answers each byte with the count. */
  private static final class Counter {
    private final AtomicInteger count = new AtomicInteger();

    static Counter start(ModulePort port) {
      Counter counter = new Counter();
      Thread thread = new Thread(() -> counter.run(port), "counter");
      thread.setDaemon(true);
      thread.start();
      return counter;
    }

    private void run(ModulePort port) {
      byte[] one = new byte[1];
      try {
        while (true) {
          if (port.read(one, 0, 1, LONG) == 1) {
            write(port, answer(count.incrementAndGet()));
          }
        }
      } catch (TransportClosedException e) {
        return; // the end of the test
      }
    }

    int count() {
      return count.get();
    }

    String answer(int number) {
      return String.format("%02d", number);
    }
  }

  private static void write(Transport line, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    line.write(bytes, 0, bytes.length);
  }

  private static String read(Transport line, int length) {
    byte[] buffer = new byte[length];
    int done = 0;
    while (done < length) {
      int count = line.read(buffer, done, length - done, LONG);
      if (count == 0) {
        throw new AssertionError("nothing came after " + new String(buffer, 0, done, US_ASCII));
      }
      done += count;
    }
    return new String(buffer, US_ASCII);
  }
}
