package io.github.modemqtt.outbox;

import java.nio.file.Path;
import java.util.List;

/**
 * An outbox on disk, in a SQLite database: what it has taken survives the end of the program,
 * {@code kill -9} and a loss of power.
 *
 * <pre>{@code
 * OutboxOptions outbox =
 *     OutboxOptions.DEFAULTS
 *         .withTimeToLive(Duration.ofDays(7))
 *         .withStore(SqliteOutboxStore.open(Path.of("/var/lib/meter/outbox")));
 * ModemMqttClient.builder().outbox(outbox)...
 * }</pre>
 *
 * <p><b>What it needs.</b> The optional dependency {@code org.xerial:sqlite-jdbc}, and {@code
 * requires java.sql} in a program that is a module. The driver brings SQLite for Linux (also for
 * the Raspberry Pi, with 32 and 64 bits), Windows and macOS, and unpacks the one that fits, about 1
 * MB, to {@code java.io.tmpdir}, or to the directory that the system property {@code
 * org.sqlite.tmpdir} names; libraries must be loadable from there. A program that is killed leaves
 * it there; with {@code org.sqlite.lib.path} it is loaded from a place of its own, and nothing is
 * unpacked.
 *
 * <p><b>What is guaranteed.</b> At least once: {@link #put} returns when the message is committed
 * and the disk was told to write it through. That a commit survives a loss of power is SQLite's
 * promise for the settings in force here: a write-ahead log ({@code journal_mode=WAL}), which is
 * synchronized with each commit ({@code synchronous=FULL}; {@code fullfsync=ON} for macOS). It
 * needs a local disk that keeps what it has confirmed, and that does not harm what it is not
 * writing when the power goes; a cheap SD card can fall short of both. {@link #remove} is written
 * with the next put, or a second later; a crash in between makes the next client send an
 * acknowledged message again, at QoS 0 as well. Expiry is a time of the system's clock, in
 * milliseconds, and goes on while no program runs: a computer without a battery-backed clock should
 * set it before it opens the store.
 *
 * <p><b>What it costs.</b> One synchronization a message, or one for all messages that threads put
 * at the same time: hundreds to thousands a second on an SSD, tens on an SD card. Each writes one
 * to a few pages of 4 KiB to the log, and once more to the database when 256 have come together,
 * also for a payload of ten bytes: on an SD card count with that wear, and publish what need not
 * survive with a client without a store. The file is as large as what waited in it at the worst
 * time, and its room is used again; the log has about 1 MiB.
 *
 * <p><b>Failures</b> are {@link OutboxStoreException}s. A message that cannot be kept, as on a full
 * disk, is refused, and the store takes the next one as soon as there is room. A file whose
 * structure is damaged or that another version wrote is refused and left for you to save.
 *
 * <p><b>Privacy.</b> Payloads are kept as they are, not encrypted; what is created is for its owner
 * only where the file system knows owners. Removed messages stay in the file until their room is
 * used again.
 *
 * <p><b>Threads.</b> Thread-safe. A daemon thread of its own writes, so that an interrupted caller
 * does no harm to the file; {@link #put} is not interruptible.
 */
public final class SqliteOutboxStore implements OutboxStore {
  private final OutboxWriter writer;

  SqliteOutboxStore(OutboxWriter writer) {
    this.writer = writer;
  }

  /**
   * Opens the outbox in a directory, which is created if it is missing.
   *
   * @param directory where the outbox is, on a local disk; one client uses it at a time
   * @return the store; the client that it is given to closes it
   * @throws OutboxStoreException if it is in use, cannot be read or written, is corrupt, or was
   *     written by an unknown version, or if SQLite's driver is missing
   */
  public static SqliteOutboxStore open(Path directory) {
    try {
      return new SqliteOutboxStore(OutboxWriter.open(directory));
    } catch (NoClassDefFoundError e) { // a run-time image without the module java.sql
      throw OutboxFailures.noDriver(e);
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
