package io.github.modemqtt.outbox;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A disk with a journal, which remembers what was written when, and what was synchronized: so it
 * can tell what a loss of power at any moment could leave. It can be full, and it can break.
 */
final class SimulatedDisk implements JournalFolder {
  private static final int SECTOR = 512;

  private final List<Event> events = new ArrayList<>();
  private final byte[] initial;
  private Content current;
  private @Nullable Content successor;
  private int syncs;
  private @Nullable IOException syncFault;
  private long capacity = Long.MAX_VALUE;

  private sealed interface Event {}

  private record Written(Content file, int position, byte[] bytes) implements Event {}

  private record Truncated(Content file, int size) implements Event {}

  private record Synced(Content file) implements Event {}

  private record Replaced(Content file) implements Event {}

  SimulatedDisk() {
    this(new byte[0]);
  }

  SimulatedDisk(byte[] content) {
    initial = content.clone();
    current = new Content(content.clone());
  }

  // ---- what tests ask and do ----

  synchronized int syncs() {
    return syncs;
  }

  synchronized int size() {
    return current.bytes.length;
  }

  synchronized byte[] content() {
    return current.bytes.clone();
  }

  /** From now on no file can become longer than this. */
  synchronized void limit(long bytes) {
    capacity = bytes;
  }

  /** From now on synchronizing fails, or not if this is null. */
  synchronized void failSyncs(@Nullable IOException failure) {
    syncFault = failure;
  }

  /** A moment: what is done later has a higher number. */
  synchronized int moment() {
    return events.size();
  }

  /**
   * What is there after a loss of power: everything up to the last synchronization before the
   * moment, and of each later sector the old or the new content.
   */
  synchronized byte[] afterPowerLoss(int moment, Random random) {
    Content file = null;
    for (Event event : events.subList(0, moment)) {
      if (event instanceof Replaced replaced) {
        file = replaced.file();
      }
    }
    Content there = file;
    List<Event> ofFile =
        events.subList(0, moment).stream().filter(event -> concerns(event, there)).toList();
    int synced = -1;
    for (int i = 0; i < ofFile.size(); i++) {
      if (ofFile.get(i) instanceof Synced) {
        synced = i;
      }
    }
    byte[] image = there == null ? initial : new byte[0];
    int likely = random.nextInt(11);
    for (int i = 0; i < ofFile.size(); i++) {
      image = applied(image, ofFile.get(i), i < synced ? 10 : likely, random);
    }
    return image;
  }

  private boolean concerns(Event event, @Nullable Content file) {
    Content of =
        event instanceof Written written
            ? written.file()
            : event instanceof Truncated truncated
                ? truncated.file()
                : event instanceof Synced done ? done.file() : null;
    return of != null && (file == null ? of.isFirst : of == file);
  }

  private static byte[] applied(byte[] image, Event event, int tenths, Random random) {
    if (event instanceof Truncated truncated && random.nextInt(10) < tenths) {
      return Arrays.copyOf(image, Math.min(image.length, truncated.size()));
    }
    byte[] result = image;
    if (event instanceof Written written) {
      int position = written.position();
      int last = position + written.bytes().length;
      while (position < last) {
        int next = Math.min(last, (position / SECTOR + 1) * SECTOR); // sectors of the disk
        if (random.nextInt(10) < tenths) {
          byte[] bytes = written.bytes();
          int from = position - written.position();
          result = overwritten(result, bytes, from, next - position, position);
        }
        position = next;
      }
    }
    return result;
  }

  private static byte[] overwritten(
      byte[] image, byte[] bytes, int offset, int length, int position) {
    byte[] result = Arrays.copyOf(image, Math.max(image.length, position + length));
    System.arraycopy(bytes, offset, result, position, length);
    return result;
  }

  // ---- what the journal does ----

  @Override
  public synchronized JournalFile current() {
    current.isFirst = true;
    return current;
  }

  @Override
  public synchronized JournalFile successor() {
    successor = new Content(new byte[0]);
    return successor;
  }

  @Override
  public synchronized void replace() {
    current = successor;
    events.add(new Replaced(current));
  }

  @Override
  public void close() {}

  private final class Content implements JournalFile {
    private byte[] bytes;
    private boolean isFirst;

    Content(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      synchronized (SimulatedDisk.this) {
        return bytes.length;
      }
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        if (position + target.remaining() > bytes.length) {
          throw new EOFException();
        }
        target.put(bytes, (int) position, target.remaining());
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        int wanted = source.remaining();
        byte[] part = new byte[(int) Math.max(0, Math.min(wanted, capacity - position))];
        source.get(part);
        if (part.length > 0) {
          events.add(new Written(this, (int) position, part));
          bytes = overwritten(bytes, part, 0, part.length, (int) position);
        }
        if (part.length < wanted) {
          throw new IOException("No space left on device");
        }
      }
    }

    @Override
    public void truncate(long size) {
      synchronized (SimulatedDisk.this) {
        events.add(new Truncated(this, (int) size));
        bytes = Arrays.copyOf(bytes, (int) Math.min(bytes.length, size));
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (SimulatedDisk.this) {
        if (syncFault != null) {
          throw syncFault;
        }
        events.add(new Synced(this));
        syncs++;
      }
    }

    @Override
    public void close() {}
  }
}
