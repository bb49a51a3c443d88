package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.FileAccessException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that the user has named, and that may not be there. */
final class InputFile {
  private InputFile() {}

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Unreadable(file, e);
    }
  }

  static String firstLine(Path file) {
    return lines(file).stream()
        .findFirst()
        .filter(line -> !line.isEmpty())
        .orElseThrow(() -> new IllegalArgumentException("The first line of " + file + " is empty"));
  }

  /** A device such as a serial port can be read, too: it has no position to ask for. */
  static InputStream stream(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("a folder");
      }
      file.getFileSystem().provider().checkAccess(file, AccessMode.READ);
      return new FileInputStream(file.toFile());
    } catch (IOException e) {
      throw new Unreadable(file, e);
    }
  }

  static List<String> lines(Path file) {
    return new String(bytes(file), UTF_8).lines().toList();
  }

  /** The file cannot be read. */
  static final class Unreadable extends FileAccessException {
    private static final long serialVersionUID = 1L;

    Unreadable(Path file, IOException cause) {
      super("read the file", file, cause);
    }
  }
}
