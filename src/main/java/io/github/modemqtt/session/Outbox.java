package io.github.modemqtt.session;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What waits to be published and what is under way, by turn and by deadline. Thread-safe. */
final class Outbox {
  private final int capacity;
  private final OverflowPolicy overflow;
  private final NavigableSet<OutboxEntry> waiting = new TreeSet<>(OutboxEntry.BY_TURN);
  private final NavigableSet<OutboxEntry> all = new TreeSet<>(OutboxEntry.BY_DEADLINE);

  Outbox(int capacity, OverflowPolicy overflow) {
    this.capacity = capacity;
    this.overflow = overflow;
  }

  /** Takes what a store has kept, also beyond the capacity: it was taken before. */
  synchronized void restore(OutboxEntry entry) {
    all.add(entry);
    waiting.add(entry);
  }

  /**
   * Takes a message over.
   *
   * @return the message that had to go for it, which can be the new one; {@code null} if none
   * @throws OutboxFullException if there is no room and the policy is to refuse
   */
  synchronized @Nullable OutboxEntry add(OutboxEntry entry) {
    if (all.size() < capacity) {
      restore(entry);
      return null;
    }
    OutboxEntry victim = victimFor(entry);
    if (victim != entry) {
      remove(victim);
      restore(entry);
    }
    return victim;
  }

  private OutboxEntry victimFor(OutboxEntry entry) {
    if (overflow == OverflowPolicy.REFUSE) {
      throw new OutboxFullException(capacity);
    }
    if (waiting.isEmpty()) {
      return entry;
    }
    OutboxEntry newestOfLowest = waiting.last();
    int rank = newestOfLowest.priority().compareTo(entry.priority());
    if (rank > 0 || rank == 0 && overflow == OverflowPolicy.DROP_NEWEST) {
      return entry;
    }
    return overflow == OverflowPolicy.DROP_NEWEST ? newestOfLowest : oldestOf(newestOfLowest);
  }

  private OutboxEntry oldestOf(OutboxEntry lowest) {
    OutboxEntry oldest = lowest;
    for (OutboxEntry entry : waiting.descendingSet()) {
      if (entry.priority() != lowest.priority()) {
        break;
      }
      oldest = entry;
    }
    return oldest;
  }

  /** The next in turn, which is then under way. */
  synchronized @Nullable OutboxEntry next() {
    OutboxEntry next = waiting.pollFirst();
    if (next != null) {
      next.countAttempt();
    }
    return next;
  }

  /**
   * An attempt has failed: the message waits again, before those that came after it; returns false
   * if it was gone already.
   */
  synchronized boolean back(OutboxEntry entry) {
    return all.contains(entry) && waiting.add(entry);
  }

  /** Whether the message has not ended yet. */
  synchronized boolean contains(OutboxEntry entry) {
    return all.contains(entry);
  }

  /** Forgets a message; returns false if it was gone already. */
  synchronized boolean remove(OutboxEntry entry) {
    waiting.remove(entry);
    return all.remove(entry);
  }

  synchronized List<OutboxEntry> takeExpired(long now) {
    List<OutboxEntry> expired = new ArrayList<>();
    while (!all.isEmpty() && all.first().remainingNanos(now) <= 0) {
      OutboxEntry entry = all.first();
      remove(entry);
      expired.add(entry);
    }
    return expired;
  }

  synchronized List<OutboxEntry> takeAll() {
    List<OutboxEntry> taken = new ArrayList<>(all);
    taken.sort(OutboxEntry.BY_TURN);
    all.clear();
    waiting.clear();
    return taken;
  }

  /** How long until the next message expires, or {@link Long#MAX_VALUE} if there is none. */
  synchronized long nanosToNextDeadline(long now) {
    return all.isEmpty() ? Long.MAX_VALUE : all.first().remainingNanos(now);
  }

  synchronized int depth() {
    return all.size();
  }
}
