package io.github.modemqtt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SerialPortsTest {
  @TempDir Path folder;

  @Test
  void eachListedPortHasAPathAndIsListedOnce() {
    var paths = SerialPorts.list().stream().map(SerialPortInfo::systemPath).toList();
    assertEquals(paths.stream().distinct().sorted().toList(), paths);
    assertFalse(paths.contains(""));
  }

  @Test
  void stablePathsAreTheLinksThatLeadToADevice() throws IOException {
    Path device = Files.createFile(folder.resolve("ttyUSB0")).toRealPath();
    Path links = Files.createDirectory(folder.resolve("by-id"));
    Path link = Files.createSymbolicLink(links.resolve("usb-Maker_1-if00"), Path.of("../ttyUSB0"));
    Files.createSymbolicLink(links.resolve("usb-Maker_1-if01"), device);
    Files.createSymbolicLink(links.resolve("unplugged"), Path.of("../ttyUSB9"));

    assertEquals(Map.of(device, link), SerialPorts.stablePaths(links));
  }

  @Test
  void aSystemWithoutStablePathsHasNone() {
    assertEquals(Map.of(), SerialPorts.stablePaths(folder.resolve("none")));
  }
}
