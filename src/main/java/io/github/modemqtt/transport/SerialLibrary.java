package io.github.modemqtt.transport;

import com.fazecast.jSerialComm.SerialPort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads jSerialComm with care, and keeps its enumeration apart from opening and closing. */
final class SerialLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(SerialLibrary.class);
  private static final String APPLICATION_ID = "fazecast.jSerialComm.appid";
  private static final String LIBRARY_PATH = "jSerialComm.library.path";

  /**
   * The native enumeration frees its records of ports that are not open, also of one that another
   * thread is just opening or leaving. Opening and closing share the lock, enumeration has it
   * alone.
   */
  private static final ReentrantReadWriteLock RECORDS = new ReentrantReadWriteLock();

  private SerialLibrary() {}

  /** Held while a port is opened or closed. */
  static Lock portLock() {
    return RECORDS.readLock();
  }

  /** Lists the ports. */
  static SerialPort[] enumerate() {
    load("serial ports");
    RECORDS.writeLock().lock();
    try {
      return SerialPort.getCommPorts();
    } finally {
      RECORDS.writeLock().unlock();
    }
  }

  /** Makes sure that the native library is there. */
  static void load(String transportName) {
    LinkageError failure = Loaded.FAILURE;
    if (failure != null) {
      throw new TransportOpenException(
          transportName,
          "Cannot load the native serial library: " + failure.getMessage(),
          "make the temporary folder writable and executable, or unpack the library from the"
              + " jSerialComm jar and name its folder with -DjSerialComm.library.path=DIR; from"
              + " JDK 24 on start Java with --enable-native-access=ALL-UNNAMED",
          failure);
    }
  }

  /** Runs once per process, by the rule for static initialisers. */
  private static final class Loaded {
    static final @Nullable LinkageError FAILURE = tryToLoad();

    private static @Nullable LinkageError tryToLoad() {
      try {
        if (isPlaceChosen() || PortNode.isWindows() || !loadFromPrivateFolder()) {
          SerialPort.getVersion();
        }
        return null;
      } catch (LinkageError e) {
        return e;
      }
    }
  }

  private static boolean isPlaceChosen() {
    return System.getProperty(APPLICATION_ID) != null || System.getProperty(LIBRARY_PATH) != null;
  }

  /**
   * The library unpacks itself below TMP/jSerialComm/APPID, readable and writable for all, and
   * deletes and makes that folder itself. So the application id leads into a folder inside one that
   * only this process knows and only this user can enter.
   */
  private static boolean loadFromPrivateFolder() {
    Path folder;
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
      folder = Files.createTempDirectory(temporary, "modemqtt-serial-");
    } catch (IOException e) {
      LOG.debug("No private folder for the native serial library: {}", e.toString());
      return false;
    }
    String folderName = folder.getFileName().toString();
    System.setProperty(APPLICATION_ID, "../" + folderName + "/jni");
    try {
      SerialPort.getVersion();
    } finally {
      System.clearProperty(APPLICATION_ID);
      // A loaded library needs its file no more. The second place is where jSerialComm goes when
      // programs cannot be run from the temporary folder.
      delete(folder.toFile());
      delete(new File(System.getProperty("user.home", "/"), folderName));
    }
    return true;
  }

  private static void delete(File fileOrFolder) {
    File[] children = fileOrFolder.listFiles();
    if (children != null) {
      for (File child : children) {
        delete(child);
      }
    }
    if (!fileOrFolder.delete() && fileOrFolder.exists()) {
      LOG.debug("Could not delete {}", fileOrFolder);
    }
  }
}
