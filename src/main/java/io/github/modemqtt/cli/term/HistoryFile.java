package io.github.modemqtt.cli.term;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Where the history of a user is: XDG's state folder, on Windows the local application data. */
final class HistoryFile {
  private HistoryFile() {}

  static Path of(Map<String, String> environment, Path home) {
    return stateFolder(environment, home).resolve("modemqtt").resolve("term_history");
  }

  private static Path stateFolder(Map<String, String> environment, Path home) {
    for (String variable : new String[] {"XDG_STATE_HOME", "LOCALAPPDATA"}) {
      String folder = environment.getOrDefault(variable, "");
      if (!folder.isEmpty() && Path.of(folder).isAbsolute()) {
        return Path.of(folder);
      }
    }
    return home.resolve(".local").resolve("state");
  }

  /**
   * Makes the file, for nobody else to read.
   *
   * @throws IOException if that is not possible: then there is no history
   */
  static void create(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.notExists(file)) {
      Files.createFile(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }
}
