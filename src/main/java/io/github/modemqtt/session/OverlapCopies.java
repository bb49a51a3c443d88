package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.Message;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Finds the further copies of a message that a broker sends for overlapping subscriptions: as many
 * as there are matching filters, all within a short time. Not thread-safe.
 */
final class OverlapCopies {
  private static final int MOST_REMEMBERED = 1000;

  private record Key(String topic, int size, long payloadHash) {}

  /** The first copy, and how many more may come. */
  private static final class Group {
    private final long began;
    private int missing;

    Group(long began, int missing) {
      this.began = began;
      this.missing = missing;
    }
  }

  private final long windowNanos;
  private final LongSupplier clock;

  /** The oldest first. */
  private final Map<Key, Group> groups = new LinkedHashMap<>();

  OverlapCopies(Duration window, LongSupplier clock) {
    this.windowNanos = Nanos.of(window);
    this.clock = clock;
  }

  /**
   * Whether this is a copy of a message that was passed on.
   *
   * @param filters how many filters match it
   */
  boolean isCopy(Message message, int filters) {
    long now = clock.getAsLong();
    forget(now);
    if (filters < 2) {
      return false;
    }
    Key key = new Key(message.topic().value(), message.payloadSize(), PayloadHash.of(message));
    Group group = groups.get(key);
    if (group == null) {
      groups.put(key, new Group(now, filters - 1));
      return false;
    }
    if (--group.missing == 0) {
      groups.remove(key); // the next one is a message of its own
    }
    return true;
  }

  private void forget(long now) {
    Iterator<Group> oldest = groups.values().iterator();
    while (oldest.hasNext()) {
      if (now - oldest.next().began < windowNanos && groups.size() < MOST_REMEMBERED) {
        return;
      }
      oldest.remove();
    }
  }
}
