package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import java.time.Duration;
import java.util.Comparator;

/** A message in the outbox, and what was tried with it. The attempts are guarded by the outbox. */
final class OutboxEntry {
  /** Higher ranks first, then in the order of the calls. */
  static final Comparator<OutboxEntry> BY_TURN =
      Comparator.comparing(OutboxEntry::priority)
          .reversed()
          .thenComparingLong(OutboxEntry::sequence);

  static final Comparator<OutboxEntry> BY_DEADLINE =
      (a, b) -> {
        int byTime = Long.signum(a.deadlineNanos - b.deadlineNanos); // nanoTime may wrap
        return byTime != 0 ? byTime : Long.compare(a.sequence(), b.sequence());
      };

  private final Publication publication;
  private final MessagePriority priority;
  private final Duration timeToLive;
  private final long queuedNanos;
  private final long deadlineNanos;
  private volatile long acceptedNanos;
  private int attempts;

  OutboxEntry(Publication publication, MessagePriority priority, Duration timeToLive) {
    this.publication = publication;
    this.priority = priority;
    this.timeToLive = timeToLive;
    this.queuedNanos = System.nanoTime();
    this.deadlineNanos = queuedNanos + Nanos.of(timeToLive);
    this.acceptedNanos = queuedNanos;
  }

  Publication publication() {
    return publication;
  }

  OutgoingMessage message() {
    return publication.message();
  }

  long sequence() {
    return publication.sequence();
  }

  MessagePriority priority() {
    return priority;
  }

  Duration timeToLive() {
    return timeToLive;
  }

  Duration sinceQueued(long now) {
    return Duration.ofNanos(now - queuedNanos);
  }

  void markAccepted() {
    acceptedNanos = System.nanoTime();
  }

  /** Since the module has taken it over last. */
  Duration sinceAccepted(long now) {
    return Duration.ofNanos(now - acceptedNanos);
  }

  boolean isAtMostOnce() {
    return message().qos() == Qos.AT_MOST_ONCE;
  }

  long remainingNanos(long now) {
    return deadlineNanos - now;
  }

  int attempts() {
    return attempts;
  }

  void countAttempt() {
    attempts++;
  }
}
