package io.github.modemqtt.pty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.transport.SerialTransport;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportLostException;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PseudoTerminalTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  @BeforeAll
  static void needsPseudoTerminals() {
    assumeTrue(PseudoTerminal.isSupported(), "needs Linux and JNA");
  }

  @Test
  void nothingIsEchoedAndLineEndsStayAsTheyAre() throws IOException {
    try (PseudoTerminal terminal = PseudoTerminal.open();
        DataInputStream client =
            new DataInputStream(new FileInputStream(terminal.slavePath().toFile()))) {
      Transport module = terminal.transport();
      module.open();
      byte[] banner = "\r\nRDY\r\n".getBytes(US_ASCII);
      module.write(banner, 0, banner.length);
      byte[] got = new byte[banner.length];
      client.readFully(got);
      assertEquals("\r\nRDY\r\n", new String(got, US_ASCII));
      assertEquals(0, module.read(new byte[16], 0, 16, Duration.ofMillis(1)));
    }
  }

  @Test
  void theModuleSurvivesClientsThatComeAndGo() throws IOException {
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      Transport module = terminal.transport();
      module.open();
      for (int i = 0; i < 5; i++) {
        Files.write(terminal.slavePath(), new byte[] {(byte) i});
        byte[] got = new byte[4];
        assertEquals(1, module.read(got, 0, 4, LONG));
        assertEquals(i, got[0]);
        assertEquals(0, module.read(got, 0, 4, Duration.ofMillis(1)));
      }
    }
  }

  @Test
  void bytesAreDroppedWhenNobodyReadsAndPassAgainWhenSomebodyDoes() {
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      Transport module = terminal.transport();
      module.open();
      byte[] block = new byte[100_000];
      module.write(block, 0, block.length);
      long dropped = terminal.droppedBytes();
      assertTrue(dropped > 0 && dropped < block.length, dropped + " dropped");

      try (Transport client = new SerialTransport(terminal.slavePath().toString())) {
        client.open();
        module.write("OK".getBytes(US_ASCII), 0, 2);
        byte[] got = new byte[2];
        int count = client.read(got, 0, 1, LONG) + client.read(got, 1, 1, LONG);
        assertEquals("OK", new String(got, 0, count, US_ASCII));
        assertEquals(dropped, terminal.droppedBytes());
      }
    }
  }

  @Test
  void closingHangsTheClientUp() {
    PseudoTerminal terminal = PseudoTerminal.open();
    try (Transport client = new SerialTransport(terminal.slavePath().toString())) {
      client.open();
      terminal.close();
      assertThrows(TransportLostException.class, () -> client.read(new byte[1], 0, 1, LONG));
      assertFalse(Files.exists(terminal.slavePath()));
    }
    terminal.close();
  }

  @Test
  void aLinkLeadsToThePortUntilItIsClosed() throws IOException {
    Path link = folder.resolve("modem");
    try (PseudoTerminal terminal = PseudoTerminal.open(link)) {
      assertEquals(terminal.slavePath(), link.toRealPath());
      assertEquals(Optional.of(link), terminal.link());
    }
    assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      assertEquals(Optional.empty(), terminal.link());
    }
  }

  @Test
  void closingTheTransportRemovesTheLinkToo() {
    Path link = folder.resolve("modem");
    PseudoTerminal.open(link).transport().close();
    assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void anOldLinkIsReplacedAndANewerOneIsLeftAlone() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("modem"), Path.of("/dev/gone"));
    PseudoTerminal older = PseudoTerminal.open(link);
    try (PseudoTerminal newer = PseudoTerminal.open(link)) {
      older.close();
      assertEquals(newer.slavePath(), link.toRealPath());
    }
    try (var left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aFileIsNeverReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("precious"), "data");
    PseudoTerminalException failure =
        assertThrows(PseudoTerminalException.class, () -> PseudoTerminal.open(file));
    assertTrue(failure.getMessage().contains("not a symbolic link"), failure.getMessage());
    assertEquals("data", Files.readString(file));
  }

  @Test
  void aLinkInAFolderThatIsMissingIsAFailureWithARemedy() {
    Path link = folder.resolve("none/modem");
    PseudoTerminalException failure =
        assertThrows(PseudoTerminalException.class, () -> PseudoTerminal.open(link));
    assertTrue(failure.remedy().contains("folder"), failure.remedy());
  }

  @Test
  void manyTerminalsLeaveNoFileDescriptorsBehind() throws IOException {
    PseudoTerminal.open().close();
    long before = openDescriptors();
    for (int i = 0; i < 50; i++) {
      PseudoTerminal.open().close();
    }
    long after = openDescriptors();
    assertTrue(after - before < 50, before + " descriptors became " + after);
  }

  private static long openDescriptors() throws IOException {
    try (var entries = Files.list(Path.of("/proc/self/fd"))) {
      return entries.count();
    }
  }
}
