package io.github.modemqtt.transport;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The serial ports of this machine. */
public final class SerialPorts {
  private static final Logger LOG = LoggerFactory.getLogger(SerialPorts.class);
  private static final Path BY_ID = Path.of("/dev/serial/by-id");
  private static final String UNKNOWN = "Unknown";

  private SerialPorts() {}

  /**
   * Lists the ports, in the order of their paths. Pseudo-terminals are not among them.
   *
   * <p>Loads the native library, see {@link SerialTransport}.
   *
   * @return the ports, also those that are in use
   * @throws TransportOpenException if the native library cannot be loaded
   */
  public static List<SerialPortInfo> list() {
    Map<Path, Path> stablePaths = stablePaths(BY_ID);
    List<SerialPortInfo> ports = new ArrayList<>();
    for (SerialPort port : SerialLibrary.enumerate()) {
      ports.add(describe(port, stablePaths.get(Path.of(port.getSystemPortPath()))));
    }
    ports.sort(Comparator.comparing(SerialPortInfo::systemPath));
    return List.copyOf(ports);
  }

  /**
   * Tells which processes have a port open.
   *
   * @param systemPath the port's name; links are followed
   * @return the processes, as far as this user may know: on Linux one's own, or all for root; on
   *     other systems none
   */
  public static List<PortUser> users(String systemPath) {
    return ProcessFolder.OF_SYSTEM.users(Path.of(systemPath));
  }

  /**
   * Tells whether ModemManager runs, which opens new serial ports by itself.
   *
   * @return the process, or empty if there is none, or this system is not Linux
   */
  public static Optional<PortUser> modemManager() {
    return ProcessFolder.OF_SYSTEM.modemManager();
  }

  private static SerialPortInfo describe(SerialPort port, @Nullable Path stablePath) {
    String path = PortNode.isWindows() ? port.getSystemPortName() : port.getSystemPortPath();
    return new SerialPortInfo(
        path,
        port.getPortDescription(),
        known(port.getManufacturer()),
        usbId(port.getVendorID()),
        usbId(port.getProductID()),
        known(port.getSerialNumber()),
        stablePath == null ? null : stablePath.toString());
  }

  private static @Nullable String known(@Nullable String text) {
    return text == null || text.isBlank() || text.equals(UNKNOWN) ? null : text;
  }

  private static OptionalInt usbId(int id) {
    return id > 0 ? OptionalInt.of(id) : OptionalInt.empty();
  }

  /** From the device node to the link in the folder that leads to it. */
  static Map<Path, Path> stablePaths(Path folder) {
    Map<Path, Path> links = new HashMap<>();
    if (!Files.isDirectory(folder)) {
      return links;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path link : entries.sorted().toList()) {
        if (Files.exists(link)) {
          links.putIfAbsent(link.toRealPath(), link);
        }
      }
    } catch (IOException e) {
      LOG.debug("Cannot read {}: {}", folder, e.toString());
    }
    return links;
  }

  /**
   * Does something at the end of the process while serial ports can still be used.
   *
   * <p>The serial library closes its ports in a shutdown hook of its own, at the same time as all
   * other hooks run: what a program sends in an ordinary one does not arrive.
   *
   * @param action what is to be done, in bounded time; it cannot be taken back
   */
  public static void beforeExit(Runnable action) {
    SerialLibrary.load("serial ports");
    SerialPort.addShutdownHook(new Thread(action, "modemqtt-serial-exit"));
  }
}
