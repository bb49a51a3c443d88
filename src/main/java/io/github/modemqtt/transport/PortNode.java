package io.github.modemqtt.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the file system knows about a port's name.
 *
 * @param given the name as the user gave it
 * @param path the name for the operating system, symbolic links followed
 * @param kind what stands there
 * @param accessible whether this user may read and write it
 */
record PortNode(String given, String path, Kind kind, boolean accessible) {

  enum Kind {
    MISSING,
    DIRECTORY,
    REGULAR_FILE,
    DEVICE
  }

  /** Looks the name up, each time anew: a device can come back under another number. */
  static PortNode look(String given) {
    if (isWindows()) {
      return new PortNode(given, given, Kind.DEVICE, true);
    }
    try {
      Path real = find(given).toRealPath();
      boolean accessible = Files.isReadable(real) && Files.isWritable(real);
      return new PortNode(given, real.toString(), kind(real), accessible);
    } catch (IOException | InvalidPathException e) {
      return new PortNode(given, given, Kind.MISSING, false);
    }
  }

  /**
   * A bare name means a device, as in {@code ttyUSB0}. The search is ours because the library's own
   * would open {@code /dev/ttyS0} when asked for a {@code /some/where/ttyS0} that is not there.
   */
  private static Path find(String given) {
    Path inDev = Path.of("/dev").resolve(given);
    return Files.exists(inDev) ? inDev : Path.of(given);
  }

  private static Kind kind(Path real) {
    if (Files.isDirectory(real)) {
      return Kind.DIRECTORY;
    }
    return Files.isRegularFile(real) ? Kind.REGULAR_FILE : Kind.DEVICE;
  }

  static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
