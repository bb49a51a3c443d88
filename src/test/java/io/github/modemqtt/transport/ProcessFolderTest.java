package io.github.modemqtt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ProcessFolderTest {
  private static final String PORT = "/dev/ttyUSB0";

  @TempDir Path root;

  private ProcessFolder folder() {
    return new ProcessFolder(root);
  }

  /** A process with a name, and with files open, or with files that are nobody's business. */
  private void process(int pid, String name, String... files) throws IOException {
    Path process = Files.createDirectories(root.resolve("" + pid));
    Files.writeString(process.resolve("comm"), name + "\n");
    if (files.length > 0) {
      Path open = Files.createDirectory(process.resolve("fd"));
      for (int i = 0; i < files.length; i++) {
        Files.createSymbolicLink(open.resolve("" + i), Path.of(files[i]));
      }
    }
  }

  private PortBusyException busy() {
    return PortBusyException.of(PORT, PORT, folder());
  }

  @Test
  void whoHasThePortOpenIsNamed() throws IOException {
    process(20, "minicom", "/dev/ttyX1", PORT);
    process(3, "tio", PORT);
    process(4, "bash", "/dev/ttyX2");
    Files.createDirectory(root.resolve("sys"));

    assertEquals(
        List.of(new PortUser(3, "tio"), new PortUser(20, "minicom")),
        folder().users(Path.of(PORT)));
    assertEquals(
        "Serial port /dev/ttyUSB0 is in use by tio (process 3), minicom (process 20)",
        busy().getMessage());
    assertEquals("close that program, or wait until it ends", busy().remedy());
  }

  @Test
  void aModemManagerThatHasItIsToldHowToStop() throws IOException {
    process(612, "ModemManager", PORT);

    assertEquals(
        "Serial port /dev/ttyUSB0 is in use by ModemManager (process 612)", busy().getMessage());
    assertTrue(busy().remedy().startsWith("wait half a minute, stop it"), busy().remedy());
    assertTrue(busy().remedy().contains("ID_MM_DEVICE_IGNORE"), busy().remedy());
  }

  @Test
  void aModemManagerWhoseFilesCannotBeSeenIsSuspected() throws IOException {
    process(612, "ModemManager");

    assertEquals("Serial port /dev/ttyUSB0 is in use", busy().getMessage());
    assertTrue(
        busy().remedy().startsWith("ModemManager (process 612) runs and may be the one: wait"),
        busy().remedy());
  }

  @Test
  void whereNothingIsKnownTheUsualOnesAreNamed() throws IOException {
    process(4, "bash", "/dev/ttyX2");

    assertEquals(Optional.empty(), folder().modemManager());
    assertTrue(busy().remedy().contains("fuser -v /dev/ttyUSB0"), busy().remedy());
    assertEquals(List.of(), new ProcessFolder(root.resolve("none")).users(Path.of(PORT)));
  }

  @Test
  void aFileOfThisProcessIsFound() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc here");
    Path file = Files.createFile(root.resolve("port"));
    Path link = Files.createSymbolicLink(root.resolve("by-id"), file);
    try (var open = Files.newInputStream(file)) {
      assertTrue(open.available() == 0);
      assertEquals(
          List.of(ProcessHandle.current().pid()),
          SerialPorts.users(link.toString()).stream().map(PortUser::pid).toList());
    }
  }
}
