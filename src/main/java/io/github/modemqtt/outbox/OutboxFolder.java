package io.github.modemqtt.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an outbox is on a disk; what is created is for its owner only. */
final class OutboxFolder {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxFolder.class);
  private static final String DATABASE = "outbox.db";

  private OutboxFolder() {}

  /** Creates the directory and an empty file if need be; SQLite gives its log the same owner. */
  static Path file(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    if (!Files.isDirectory(absolute)) {
      create(absolute);
    }
    Path file = absolute.toRealPath().resolve(DATABASE);
    if (Files.notExists(file)) {
      Files.createFile(file, ownerOnly(file, "rw-------"));
    }
    return file;
  }

  private static void create(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(directory, ownerOnly(directory, "rwx------"));
    if (parent != null) {
      sync(parent);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** A new name is lost with the power, too, unless its folder is written through. */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{} cannot be synchronized on this system: {}", folder, e.toString());
    }
  }
}
