package io.github.modemqtt.at;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The registered URC types, found by the bytes of a line. Guarded by the channel's lock. */
final class UrcTable {
  private static final int BUCKETS = 64;

  /** A type and who wants it. */
  static final class Entry<T> {
    final UrcType<T> type;
    final byte[] prefix;
    final List<BiConsumer<? super T, ? super AtLine>> subscribers = new CopyOnWriteArrayList<>();
    final @Nullable Entry<?> next;

    /** Results of this type are awaited: one that nobody awaits is stale. */
    boolean awaitedOnce;

    Entry(UrcType<T> type, @Nullable Entry<?> next) {
      this.type = type;
      this.prefix = type.prefixBytes();
      this.next = next;
    }
  }

  private final @Nullable Entry<?>[] buckets = new Entry<?>[BUCKETS];
  private final List<byte[]> unitPrefixes = new ArrayList<>(2);
  private final List<Entry<?>> knownByStart = new ArrayList<>(2);

  /** Returns the entry of a type, a new one if it was not there. */
  <T> Entry<T> entryOf(UrcType<T> type) {
    byte[] prefix = type.prefixBytes();
    int bucket = bucket(prefix, 0, prefix.length);
    for (Entry<?> entry = buckets[bucket]; entry != null; entry = entry.next) {
      if (entry.type == type) {
        @SuppressWarnings("unchecked") // the same type object has the same type argument
        Entry<T> found = (Entry<T>) entry;
        return found;
      }
    }
    Entry<T> added = new Entry<>(type, buckets[bucket]);
    buckets[bucket] = added;
    if (type.isKnownByStart()) {
      knownByStart.add(added);
    }
    if (type.isUnit()) {
      unitPrefixes.add(prefix);
    }
    return added;
  }

  /** Returns the first of a chain of entries, in which some may have other prefixes. */
  @Nullable Entry<?> candidates(byte[] buffer, int offset, int nameEnd) {
    return buckets[bucket(buffer, offset, nameEnd)];
  }

  /** The types that are known by the start of the line instead of a name before a colon. */
  List<Entry<?>> knownByStart() {
    return knownByStart;
  }

  boolean startsUnit(byte[] buffer, int offset, int end) {
    for (int i = 0; i < unitPrefixes.size(); i++) { // without an iterator: this is for every line
      byte[] prefix = unitPrefixes.get(i);
      int colon = offset + prefix.length;
      if (colon < end && buffer[colon] == ':' && Bytes.startsWith(buffer, offset, end, prefix)) {
        return true;
      }
    }
    return false;
  }

  private static int bucket(byte[] buffer, int offset, int end) {
    int hash = end - offset;
    for (int i = offset; i < end; i++) {
      hash = 31 * hash + buffer[i];
    }
    return (hash ^ hash >>> 8) & BUCKETS - 1;
  }
}
