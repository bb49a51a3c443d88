package io.github.modemqtt.session;

import org.jspecify.annotations.Nullable;

/**
 * A hash table from topic levels to what belongs to them, which is searched by a part of a text.
 *
 * <p>The text of a level need not be made for a search. Not thread-safe.
 *
 * @param <V> what belongs to a level
 */
final class LevelTable<V> {
  private static final int FIRST_SLOTS = 4;

  private @Nullable Entry<V>[] slots = slots(FIRST_SLOTS);
  private int size;

  /** Those of the same slot are a list. */
  private static final class Entry<V> {
    private final String level;
    private final int hash;
    private final V value;
    private @Nullable Entry<V> next;

    Entry(String level, V value, @Nullable Entry<V> next) {
      this.level = level;
      this.hash = hash(level, 0, level.length());
      this.value = value;
      this.next = next;
    }

    boolean is(int otherHash, String text, int from, int end) {
      return hash == otherHash && level.length() == end - from && text.startsWith(level, from);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    slots = slots(FIRST_SLOTS);
    size = 0;
  }

  @Nullable V get(String text, int from, int end) {
    if (size == 0) {
      return null;
    }
    int hash = hash(text, from, end);
    for (Entry<V> entry = slots[slot(hash)]; entry != null; entry = entry.next) {
      if (entry.is(hash, text, from, end)) {
        return entry.value;
      }
    }
    return null;
  }

  /** Adds a level that is not there yet. */
  void put(String level, V value) {
    if (size == slots.length) {
      grow();
    }
    add(new Entry<>(level, value, null));
    size++;
  }

  void remove(String level) {
    int hash = hash(level, 0, level.length());
    int slot = slot(hash);
    Entry<V> before = null;
    for (Entry<V> entry = slots[slot]; entry != null; entry = entry.next) {
      if (entry.is(hash, level, 0, level.length())) {
        if (before == null) {
          slots[slot] = entry.next;
        } else {
          before.next = entry.next;
        }
        size--;
        return;
      }
      before = entry;
    }
  }

  private void add(Entry<V> entry) {
    int slot = slot(entry.hash);
    entry.next = slots[slot];
    slots[slot] = entry;
  }

  private void grow() {
    @Nullable Entry<V>[] old = slots;
    slots = slots(2 * old.length);
    for (Entry<V> first : old) {
      Entry<V> entry = first;
      while (entry != null) {
        Entry<V> following = entry.next;
        add(entry);
        entry = following;
      }
    }
  }

  private int slot(int hash) {
    return hash & slots.length - 1;
  }

  private static int hash(String text, int from, int end) {
    int hash = 0;
    for (int i = from; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash ^ hash >>> 16;
  }

  @SuppressWarnings("unchecked") // an array of a generic type has no other form
  private static <V> @Nullable Entry<V>[] slots(int count) {
    return (@Nullable Entry<V>[]) new Entry<?>[count];
  }
}
