package io.github.modemqtt.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An outbox on disk: what it has taken survives the end of the program, {@code kill -9} and a loss
 * of power.
 *
 * <pre>{@code
 * OutboxOptions outbox =
 *     OutboxOptions.DEFAULTS
 *         .withTimeToLive(Duration.ofDays(7))
 *         .withStore(FileOutboxStore.open(Path.of("/var/lib/meter/outbox")));
 * ModemMqttClient.builder().outbox(outbox)...
 * }</pre>
 *
 * <p><b>What is guaranteed.</b> At least once: {@link #put} returns when the message is in the file
 * and the disk was told to write it through ({@code fsync}). {@link #remove} is written with the
 * next put, or a second later; a crash in between makes the next client send an acknowledged
 * message again, at QoS 0 as well. Expiry is a time of the system's clock and goes on while no
 * program runs: a computer without a battery-backed clock should set it before it opens the store.
 * A disk that lies about its write cache breaks the guarantee.
 *
 * <p><b>What it costs.</b> One {@code fsync} a message, or one for all messages that threads put at
 * the same time: hundreds to thousands a second on an SSD, tens on an SD card. Each writes at least
 * one block of the disk (usually 4 KiB) and one of the file system's journal, also for a payload of
 * ten bytes: on an SD card count with that wear, and publish what need not survive with a client
 * without a store. The file only grows until most of it is of no use any more, and is then written
 * anew: it stays below 256 KiB, or four times what waits in it.
 *
 * <p><b>Failures</b> are {@link OutboxStoreException}s. A message that cannot be kept, as on a full
 * disk, is refused, and the store takes the next one as soon as there is room. A file that is
 * damaged or that another version wrote is refused and left as it is. What was being written when
 * the power went is cut off: no message that {@code put} had taken is in it.
 *
 * <p><b>Privacy.</b> Payloads are kept as they are, not encrypted; what is created is for its owner
 * only where the file system knows owners. Removed messages stay in the file until it is written
 * anew.
 *
 * <p><b>Threads.</b> Thread-safe. A daemon thread of its own writes, so that an interrupted caller
 * does no harm to the file; {@link #put} is not interruptible.
 */
public final class FileOutboxStore implements OutboxStore {
  private final OutboxWriter writer;

  private FileOutboxStore(OutboxWriter writer) {
    this.writer = writer;
  }

  /**
   * Opens the outbox in a directory, which is created if it is missing.
   *
   * @param directory where the outbox is, on a local disk; one client uses it at a time
   * @return the store; the client that it is given to closes it
   * @throws OutboxStoreException if it is in use, cannot be read or written, is corrupt, or was
   *     written by an unknown version
   */
  public static FileOutboxStore open(Path directory) {
    DiskFolder folder;
    try {
      folder = DiskFolder.open(directory);
    } catch (IOException e) {
      throw OutboxFailures.opening(directory.toString(), e);
    }
    if (folder == null) {
      throw OutboxFailures.inUse(directory.toString());
    }
    return open(directory.toString(), folder);
  }

  /** Opens the outbox in a folder, which it closes; the name is for messages. */
  static FileOutboxStore open(String name, JournalFolder folder) {
    try {
      return new FileOutboxStore(OutboxWriter.start(name, folder));
    } catch (IOException | RuntimeException e) {
      OutboxStoreException failure = OutboxFailures.opening(name, e);
      try {
        folder.close();
      } catch (IOException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  /**
   * What an earlier program left; a client calls it once.
   *
   * @return the messages by their sequence, lowest first
   * @throws OutboxStoreException if it was called before, because two clients would send everything
   *     twice, or if the store is closed
   */
  @Override
  public List<StoredPublish> load() {
    return writer.takeLoaded();
  }

  @Override
  public void put(StoredPublish entry) {
    writer.put(entry);
  }

  @Override
  public void remove(long sequence) {
    writer.remove(sequence);
  }

  /**
   * How many messages are kept.
   *
   * @return the number of those that were put and not removed, by this program or an earlier one
   */
  public int size() {
    return writer.size();
  }

  /**
   * Closes the store, and makes everything durable; does nothing the second time.
   *
   * @throws OutboxStoreException if the last removals could not be written; the messages are then
   *     sent again by the next client
   */
  @Override
  public void close() {
    writer.close();
  }
}
