package io.github.modemqtt.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only grows: batches of messages that were added and removed, each synchronized before
 * the next is written. Not thread-safe.
 *
 * <pre>
 *   file:      "mqttout" 0x00, version (4 bytes), salt (8 bytes), check (4 bytes), batches
 *   batch:     length of what follows the check (4 bytes), check (4 bytes), operations
 *   operation: 1 + length (4 bytes) + message, or 2 + sequence (8 bytes)
 * </pre>
 *
 * The check of a batch is the CRC-32C of salt, position, length and operations: no payload can hold
 * what passes for a batch. After a loss of power at most the last batch can be incomplete, which
 * then nobody was told of: it is cut off. A broken batch before a whole one is damage, and refused.
 *
 * <p>When most of the file is of no use any more, a successor is written and takes its place.
 */
final class OutboxJournal implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxJournal.class);
  private static final byte[] MAGIC = {'m', 'q', 't', 't', 'o', 'u', 't', 0};
  private static final int VERSION = 1;
  private static final int HEADER = MAGIC.length + 2 * Integer.BYTES + Long.BYTES;
  private static final int FRAME = 2 * Integer.BYTES;
  private static final int ADDED = 1;
  private static final int REMOVED = 2;
  private static final int ADDED_FRAME = 1 + Integer.BYTES;
  private static final int REMOVED_BYTES = 1 + Long.BYTES;
  private static final long SMALL = 256 * 1024;
  private static final int WORTH = 4;

  private final JournalFolder folder;
  private final Map<Long, Slot> slots = new TreeMap<>();
  private JournalFile file;
  private long salt;
  private long end;
  private long liveBytes;
  private long successorAt;
  private boolean suspect;

  /** Where a message is in the file. */
  private record Slot(long position, int length) {}

  private OutboxJournal(JournalFolder folder, JournalFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Opens a journal, and makes it whole.
   *
   * @throws UnknownVersionException if it is none of this version
   * @throws CorruptJournalException if it is damaged; nothing is changed then
   */
  static OutboxJournal open(JournalFolder folder) throws IOException {
    OutboxJournal journal = new OutboxJournal(folder, folder.current());
    try {
      journal.load();
      return journal;
    } catch (IOException | RuntimeException e) {
      journal.file.close();
      throw e;
    }
  }

  private void load() throws IOException {
    byte[] bytes = new byte[Math.toIntExact(file.size())];
    file.read(ByteBuffer.wrap(bytes), 0);
    if (isUnfinishedHeader(bytes)) {
      begin();
      return;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, MAGIC.length, HEADER - MAGIC.length);
    int version = header.getInt();
    if (version != VERSION) {
      throw new UnknownVersionException("its version is " + version + ", not " + VERSION);
    }
    salt = header.getLong();
    if (header.getInt() != headerCheck(salt)) {
      throw new CorruptJournalException("its beginning");
    }
    end = HEADER;
    int length = batchAt(bytes, HEADER);
    while (length > 0) {
      replay(bytes, (int) end + FRAME, length);
      end += FRAME + length;
      length = batchAt(bytes, (int) end);
    }
    cutOffUnfinished(bytes);
  }

  /** The first program may have lost its power before the header was on the disk. */
  private static boolean isUnfinishedHeader(byte[] bytes) throws UnknownVersionException {
    int common = Math.min(bytes.length, MAGIC.length);
    if (bytes.length >= HEADER && Arrays.equals(bytes, 0, common, MAGIC, 0, common)) {
      return false;
    }
    boolean begun = bytes.length < HEADER && Arrays.equals(bytes, 0, common, MAGIC, 0, common);
    if (begun || bytes.length <= HEADER && isZero(bytes)) {
      return true;
    }
    throw new UnknownVersionException("it is no outbox");
  }

  private static boolean isZero(byte[] bytes) {
    for (byte value : bytes) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private void begin() throws IOException {
    file.truncate(0);
    salt = writeHeader(file);
    file.sync();
    end = HEADER;
  }

  private static long writeHeader(JournalFile target) throws IOException {
    long chosen = new SplittableRandom().nextLong();
    ByteBuffer header = ByteBuffer.allocate(HEADER).put(MAGIC).putInt(VERSION).putLong(chosen);
    target.write(header.putInt(headerCheck(chosen)).flip(), 0);
    return chosen;
  }

  private static int headerCheck(long salt) {
    return check(salt, 0, MAGIC, 0, MAGIC.length);
  }

  /** The length of the operations of a whole batch, or 0 if there is none at this position. */
  private int batchAt(byte[] bytes, int position) {
    if (position + FRAME > bytes.length) {
      return 0;
    }
    ByteBuffer frame = ByteBuffer.wrap(bytes, position, FRAME);
    int length = frame.getInt();
    int check = frame.getInt();
    boolean fits = length > 0 && length <= bytes.length - position - FRAME;
    return fits && check == check(salt, position, bytes, position + FRAME, length) ? length : 0;
  }

  private static int check(long salt, long position, byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
            .putLong(salt)
            .putLong(position)
            .putInt(length)
            .flip());
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  private void replay(byte[] bytes, int position, int length) throws CorruptJournalException {
    ByteBuffer in = ByteBuffer.wrap(bytes, position, length);
    while (in.hasRemaining()) {
      int kind = in.get();
      if (kind == REMOVED && in.remaining() >= Long.BYTES) {
        forget(in.getLong());
      } else if (kind == ADDED && in.remaining() >= Integer.BYTES) {
        int size = in.getInt();
        if (size < Long.BYTES || size > in.remaining()) {
          throw new CorruptJournalException("a message of " + size + " bytes at " + position);
        }
        keep(in.getLong(in.position()), new Slot(in.position(), size));
        in.position(in.position() + size);
      } else {
        throw new CorruptJournalException("an operation " + kind + " at " + position);
      }
    }
  }

  private void keep(long sequence, Slot slot) {
    forget(sequence);
    slots.put(sequence, slot);
    liveBytes += slot.length();
  }

  private void forget(long sequence) {
    Slot slot = slots.remove(sequence);
    if (slot != null) {
      liveBytes -= slot.length();
    }
  }

  private void cutOffUnfinished(byte[] bytes) throws IOException {
    if (end == bytes.length) {
      return;
    }
    for (int later = (int) end + 1; later + FRAME < bytes.length; later++) {
      if (batchAt(bytes, later) > 0) {
        throw new CorruptJournalException("the bytes from " + end + " to " + later);
      }
    }
    LOG.info(
        "The outbox ends in {} bytes that were not written to their end; they are cut off",
        bytes.length - end);
    file.truncate(end);
    file.sync();
  }

  // ---- use ----

  /** The messages, lowest sequence first. */
  List<StoredPublish> read() throws IOException {
    List<StoredPublish> entries = new ArrayList<>();
    for (Slot slot : slots.values()) {
      entries.add(StoredPublishCodec.decode(bytesOf(slot)));
    }
    return entries;
  }

  private byte[] bytesOf(Slot slot) throws IOException {
    byte[] bytes = new byte[slot.length()];
    file.read(ByteBuffer.wrap(bytes), slot.position());
    return bytes;
  }

  /**
   * Adds and removes messages; returns when that is on the disk.
   *
   * @throws IOException if it is not; nothing is added or removed then, and the next call tries to
   *     get the file into order again
   */
  void write(Collection<StoredPublish> added, Collection<Long> removed) throws IOException {
    if (suspect) {
      succeed();
    }
    List<byte[]> messages = added.stream().map(StoredPublishCodec::encode).toList();
    byte[] batch = batch(messages, removed);
    sign(batch, salt, end);
    append(batch);
    note(messages, end + FRAME);
    removed.forEach(this::forget);
    end += batch.length;
  }

  private static byte[] batch(Collection<byte[]> messages, Collection<Long> removed) {
    int size = FRAME + removed.size() * REMOVED_BYTES;
    for (byte[] message : messages) {
      size += ADDED_FRAME + message.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).position(FRAME);
    messages.forEach(message -> out.put((byte) ADDED).putInt(message.length).put(message));
    removed.forEach(sequence -> out.put((byte) REMOVED).putLong(sequence));
    return out.array();
  }

  private static void sign(byte[] batch, long salt, long position) {
    int length = batch.length - FRAME;
    ByteBuffer.wrap(batch).putInt(length).putInt(check(salt, position, batch, FRAME, length));
  }

  private void note(Collection<byte[]> messages, long position) {
    long at = position;
    for (byte[] message : messages) {
      at += ADDED_FRAME;
      keep(ByteBuffer.wrap(message).getLong(), new Slot(at, message.length));
      at += message.length;
    }
  }

  private void append(byte[] batch) throws IOException {
    boolean written = false;
    try {
      file.write(ByteBuffer.wrap(batch), end);
      written = true;
      file.sync();
    } catch (IOException | RuntimeException e) {
      suspect = !cutOff() || written;
      throw e;
    }
  }

  /**
   * A failed batch must not be there for the next program. After a failed synchronization that does
   * not suffice: nobody knows what of the file the system still intends to write.
   */
  private boolean cutOff() {
    try {
      file.truncate(end);
      file.sync();
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.debug("The end of the outbox was not cut off: {}", e.toString());
      return false;
    }
  }

  /** Writes a successor if most of the file is of no use any more. */
  void tidy() throws IOException {
    if (end > Math.max(SMALL, WORTH * liveBytes) && end > successorAt) {
      successorAt = end + SMALL; // if this fails, as on a full disk, not soon again
      succeed();
      successorAt = 0;
    }
  }

  private void succeed() throws IOException {
    JournalFile next = folder.successor();
    try {
      copyTo(next);
    } catch (IOException | RuntimeException e) {
      next.close();
      throw e;
    }
  }

  private void copyTo(JournalFile next) throws IOException {
    long nextSalt = writeHeader(next);
    long nextEnd = HEADER;
    Map<Long, Slot> nextSlots = new TreeMap<>();
    for (Map.Entry<Long, Slot> kept : slots.entrySet()) {
      byte[] message = bytesOf(kept.getValue());
      byte[] batch = batch(List.of(message), List.of());
      sign(batch, nextSalt, nextEnd);
      next.write(ByteBuffer.wrap(batch), nextEnd);
      nextSlots.put(kept.getKey(), new Slot(nextEnd + FRAME + ADDED_FRAME, message.length));
      nextEnd += batch.length;
    }
    next.sync();
    folder.replace();
    JournalFile former = file;
    file = next;
    salt = nextSalt;
    end = nextEnd;
    slots.putAll(nextSlots);
    suspect = false;
    closeQuietly(former);
  }

  private static void closeQuietly(JournalFile former) {
    try {
      former.close();
    } catch (IOException e) {
      LOG.debug("A file that is deleted was not closed: {}", e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
