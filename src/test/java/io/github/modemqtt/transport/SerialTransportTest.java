package io.github.modemqtt.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.transport.SerialOptions.FlowControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialTransportTest extends TransportContract {
  @TempDir Path folder;

  @BeforeAll
  static void needsPseudoTerminals() {
    assumeTrue(PseudoTerminal.isSupported(), "needs Linux and JNA for pseudo-terminals");
  }

  @Override
  protected Line newLine() {
    PseudoTerminal terminal = PseudoTerminal.open();
    terminal.transport().open();
    return new Line(opened(terminal.slavePath()), terminal.transport(), terminal);
  }

  @Override
  protected Transport newUnopened() {
    return new SerialTransport("/dev/does-not-exist");
  }

  /**
   * A pseudo-terminal hands bytes over by a thread of the kernel, which a busy machine can delay
   * for longer than closing waits. A port that does not drain at all loses 20 to 70 of 100.
   */
  @Override
  protected int endingsThatMayBeLost() {
    return 10;
  }

  private static SerialTransport opened(Path path) {
    SerialTransport transport = new SerialTransport(path.toString());
    transport.open();
    return transport;
  }

  @Test
  void openingDiscardsWhatWasSentBefore() {
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      terminal.transport().open();
      write(terminal.transport(), "stale");
      try (Transport host = opened(terminal.slavePath())) {
        write(terminal.transport(), "fresh");
        assertEquals("fresh", readText(host, 5));
      }
    }
  }

  @Test
  void aPortCanBeOpenedAgainAfterItWasClosed() {
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      terminal.transport().open();
      for (int i = 0; i < 20; i++) {
        try (Transport host = opened(terminal.slavePath())) {
          write(host, "AT" + i % 10);
          assertEquals("AT" + i % 10, readText(terminal.transport(), 3));
          write(terminal.transport(), "OK");
          assertEquals("OK", readText(host, 2));
        }
      }
    }
  }

  @Test
  void aLinkIsFollowedAnewByEachTransport() {
    Path link = folder.resolve("modem");
    for (int i = 0; i < 3; i++) {
      PseudoTerminal terminal = PseudoTerminal.open(link);
      terminal.transport().open();
      Transport host = opened(link);
      write(host, "AT");
      assertEquals("AT", readText(terminal.transport(), 2));
      terminal.close();
      assertThrows(TransportLostException.class, () -> readText(host, 1));
      host.close();
    }
    assertInstanceOf(PortNotFoundException.class, failureToOpen(link.toString()));
  }

  @Test
  void oddSpeedsAndFlowControlAreAccepted() {
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      terminal.transport().open();
      SerialOptions options =
          SerialOptions.DEFAULT.withBaudRate(123_456).withFlowControl(FlowControl.RTS_CTS);
      try (Transport host = new SerialTransport(terminal.slavePath().toString(), options)) {
        host.open();
        write(host, "AT");
        assertEquals("AT", readText(terminal.transport(), 2));
        assertEquals(terminal.slavePath() + "@123456", host.name());
      }
    }
  }

  @Test
  void closingOnAStalledPeerDoesNotHang() throws Exception {
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      Transport host = opened(terminal.slavePath());
      AtomicInteger written = new AtomicInteger();
      CompletableFuture<Void> writing =
          run(
              () -> {
                while (true) {
                  host.write(new byte[100], 0, 100);
                  written.incrementAndGet();
                }
              });
      awaitStandstill(written);
      CompletableFuture<Void> closing = run(host::close);
      closing.get(10, SECONDS);
      assertEndsWith(TransportClosedException.class, writing);
    }
  }

  @Test
  void aPortWhoseReadsNoLongerWaitIsLostInsteadOfPolledForEver() throws Exception {
    Path stty = Path.of("/usr/bin/stty");
    assumeTrue(Files.isExecutable(stty), "needs stty(1)");
    try (PseudoTerminal terminal = PseudoTerminal.open();
        Transport host = opened(terminal.slavePath())) {
      String path = terminal.slavePath().toString();
      assertEquals(
          0,
          new ProcessBuilder(stty.toString(), "-F", path, "min", "0", "time", "0")
              .start()
              .waitFor());
      TransportLostException first =
          assertThrows(TransportLostException.class, () -> readText(host, 1));
      TransportLostException next =
          assertThrows(TransportLostException.class, () -> readText(host, 1));
      assertEquals(first.getMessage(), next.getMessage());
    }
  }

  @Test
  void theSamePortTwiceInThisProcessIsBusy() {
    try (PseudoTerminal terminal = PseudoTerminal.open();
        Transport first = opened(terminal.slavePath())) {
      TransportOpenException failure = failureToOpen(terminal.slavePath().toString());
      assertInstanceOf(PortBusyException.class, failure);
      write(first, "unharmed");
    }
  }

  @Test
  void aPortThatAnotherProcessHasLockedIsBusy() throws Exception {
    Path flock = Path.of("/usr/bin/flock");
    assumeTrue(Files.isExecutable(flock), "needs flock(1)");
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      Process holder =
          new ProcessBuilder(
                  flock.toString(), terminal.slavePath().toString(), "-c", "echo locked; read line")
              .start();
      try {
        assertEquals("locked", holder.inputReader().readLine());
        TransportOpenException failure = failureToOpen(terminal.slavePath().toString());
        assertInstanceOf(PortBusyException.class, failure);
        // the pseudo-terminal's maker, this process, may have it open, too
        assertTrue(failure.getMessage().contains(" is in use by "), failure.getMessage());
        assertTrue(
            failure.getMessage().contains("flock (process " + holder.pid() + ")"),
            failure.getMessage());
        assertTrue(failure.remedy().contains("close that program"), failure.remedy());
      } finally {
        holder.getOutputStream().close();
        holder.waitFor();
      }
      opened(terminal.slavePath()).close();
    }
  }

  @Test
  void aPortThatDoesNotExistIsNotFound() {
    assertInstanceOf(PortNotFoundException.class, failureToOpen("/dev/ttyNONE99"));
    assertInstanceOf(PortNotFoundException.class, failureToOpen("ttyNONE99"));
  }

  @Test
  void aMissingPathIsNotTakenForADeviceOfTheSameName() {
    assertInstanceOf(PortNotFoundException.class, failureToOpen(folder.resolve("null").toString()));
  }

  @Test
  void filesAndDirectoriesAreNotPorts() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    TransportOpenException regular = failureToOpen(file.toString());
    assertTrue(regular.getMessage().contains("regular file"), regular.getMessage());
    TransportOpenException directory = failureToOpen(folder.toString());
    assertTrue(directory.getMessage().contains("directory"), directory.getMessage());
  }

  @Test
  void aDeviceThatIsNoTerminalIsNotAPort() {
    TransportOpenException failure = failureToOpen("/dev/null");
    assertTrue(failure.getMessage().contains("not a serial port"), failure.getMessage());
  }

  @Test
  void listingThePortsDoesNotDisturbAnOpenOne() {
    Line line = newLine();
    for (int i = 0; i < 5; i++) {
      SerialPorts.list();
      write(line.end(), "AT");
      assertEquals("AT", readText(line.peer(), 2));
    }
    line.end().close();
    line.peer().close();
  }

  @Test
  void openingListingAndClosingAtOnceIsSafe() throws Exception {
    CompletableFuture<Void> listing =
        run(
            () -> {
              for (int i = 0; i < 30; i++) {
                SerialPorts.list();
              }
            });
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      while (!listing.isDone()) {
        Transport host = opened(terminal.slavePath());
        CompletableFuture<Void> reading = run(() -> host.read(new byte[8], 0, 8, LONG));
        write(host, "AT");
        host.close();
        assertEndsWith(RuntimeException.class, reading);
      }
    }
    listing.get(30, SECONDS);
  }

  @Test
  void theNativeLibraryLeavesNoPropertyBehind() {
    assertEquals(0, newLine().end().read(new byte[1], 0, 1, Duration.ZERO));
    assertEquals(null, System.getProperty("fazecast.jSerialComm.appid"));
  }

  private static TransportOpenException failureToOpen(String port) {
    try (Transport transport = new SerialTransport(port)) {
      return assertThrows(TransportOpenException.class, transport::open);
    }
  }
}
