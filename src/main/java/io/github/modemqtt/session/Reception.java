package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What becomes of a received message, on the thread that reads the line. Thread-safe. */
final class Reception {
  private final Subscriptions subscriptions;
  private final ClientEvents events;
  private final @Nullable SeenMessages seen;
  private final @Nullable OverlapCopies copies;
  private final List<Consumer<? super Message>> forAll = new CopyOnWriteArrayList<>();
  private final AtomicLong duplicates = new AtomicLong();

  Reception(
      Subscriptions subscriptions,
      ClientEvents events,
      @Nullable DuplicateFilter duplicateFilter,
      @Nullable Duration overlapWindow) {
    this.subscriptions = subscriptions;
    this.events = events;
    this.seen =
        duplicateFilter == null ? null : new SeenMessages(duplicateFilter, System::nanoTime);
    this.copies = overlapWindow == null ? null : new OverlapCopies(overlapWindow, System::nanoTime);
  }

  HandlerRegistration addForAll(Consumer<? super Message> handler) {
    // an object of its own, so that the same handler given twice is taken away once at a time
    Consumer<Message> own = handler::accept;
    forAll.add(own);
    return () -> forAll.remove(own);
  }

  void receive(Message message) {
    Subscriptions.Match match = subscriptions.match(message.topic());
    if (isKnown(message, match)) {
      duplicates.incrementAndGet();
      events.duplicate();
    } else {
      events.message(message, match.handlers(), forAll);
    }
  }

  /** A line that was lost can still report when the next one does. */
  private synchronized boolean isKnown(Message message, Subscriptions.Match match) {
    return seen != null && match.hasMessageIds() && seen.isRepeat(message)
        || copies != null && copies.isCopy(message, match.filters());
  }

  long duplicates() {
    return duplicates.get();
  }
}
