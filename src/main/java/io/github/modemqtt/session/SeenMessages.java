package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.Message;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The messages of the last time, by what can be compared of them. Not thread-safe. */
final class SeenMessages {
  private record Key(int messageId, String topic, int size, long payloadHash) {}

  private final long windowNanos;
  private final int capacity;
  private final LongSupplier clock;

  /** When each was seen first, the oldest first. */
  private final Map<Key, Long> seen = new LinkedHashMap<>();

  SeenMessages(DuplicateFilter options, LongSupplier clock) {
    this.windowNanos = Nanos.of(options.window());
    this.capacity = options.capacity();
    this.clock = clock;
  }

  /** Whether the message is one of them; it is one afterwards. */
  boolean isRepeat(Message message) {
    if (message.messageId() == 0) {
      return false;
    }
    long now = clock.getAsLong();
    forget(now);
    Key key =
        new Key(
            message.messageId(),
            message.topic().value(),
            message.payloadSize(),
            PayloadHash.of(message));
    if (seen.putIfAbsent(key, now) != null) {
      return true;
    }
    if (seen.size() > capacity) {
      removeOldest();
    }
    return false;
  }

  private void forget(long now) {
    Iterator<Long> times = seen.values().iterator();
    while (times.hasNext() && now - times.next() >= windowNanos) {
      times.remove();
    }
  }

  private void removeOldest() {
    Iterator<Long> oldest = seen.values().iterator();
    oldest.next();
    oldest.remove();
  }
}
