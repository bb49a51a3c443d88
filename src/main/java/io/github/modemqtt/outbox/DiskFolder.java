package io.github.modemqtt.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a journal on a disk, locked against other programs; what is created is for its
 * owner only.
 */
final class DiskFolder implements JournalFolder {
  private static final Logger LOG = LoggerFactory.getLogger(DiskFolder.class);
  private static final String JOURNAL = "outbox.journal";
  private static final String SUCCESSOR = "outbox.new";
  private static final String LOCK = "outbox.lock";

  /**
   * The folders that this program has open. POSIX drops a lock when any channel of the file is
   * closed, so that the second attempt of one program must not even open the lock file.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private DiskFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Creates the folder if need be, and locks it; {@code null} if somebody else has. */
  static @Nullable DiskFolder open(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      create(absolute);
    }
    Path real = absolute.toRealPath();
    if (!OPEN.add(real)) {
      return null;
    }
    FileChannel lock = null;
    try {
      lock = locked(real);
    } finally {
      if (lock == null) {
        OPEN.remove(real);
      }
    }
    return lock == null ? null : new DiskFolder(real, lock);
  }

  private static @Nullable FileChannel locked(Path folder) throws IOException {
    FileChannel channel = channel(folder.resolve(LOCK));
    boolean mine = false;
    try {
      mine = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is locked within this Java virtual machine", folder, e);
    } finally {
      if (!mine) {
        channel.close();
      }
    }
    return mine ? channel : null;
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

  @Override
  public JournalFile current() throws IOException {
    Files.deleteIfExists(folder.resolve(SUCCESSOR)); // a crash may have left it half written
    JournalFile file = new DiskFile(channel(folder.resolve(JOURNAL)));
    sync(folder);
    return file;
  }

  @Override
  public JournalFile successor() throws IOException {
    return new DiskFile(channel(folder.resolve(SUCCESSOR), StandardOpenOption.TRUNCATE_EXISTING));
  }

  @Override
  public void replace() throws IOException {
    Files.move(folder.resolve(SUCCESSOR), folder.resolve(JOURNAL), StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  @Override
  public void close() throws IOException {
    try {
      lock.close();
    } finally {
      OPEN.remove(folder);
    }
  }

  private static FileChannel channel(Path file, OpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>();
    options.addAll(
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
    options.addAll(Set.of(more));
    return FileChannel.open(file, options, ownerOnly(file, "rw-------"));
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
