package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.mqtt.MqttModule;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.outbox.OutboxStore;
import io.github.modemqtt.outbox.StoredPublish;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages from the outbox to the broker: a limited number under way, each until it is
 * acknowledged, again after a loss, up to its time to live.
 *
 * <p>A message is given to the module when the one before is accepted. After an attempt that failed
 * nothing more is started until the link was looked at, and what was under way beside it is
 * settled: so what is sent again keeps its place before what came later.
 *
 * <p>Thread-safe. The monitor is never held across a call to the module, the store or the user.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final OutboxOptions options;
  private final Outbox outbox;
  private final @Nullable OutboxStore store;
  private final int window;
  private final ClientEvents events;
  private final Consumer<? super String> doubts;
  private final MessageIds ids;
  private final AtomicLong sequences = new AtomicLong();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicBoolean failed = new AtomicBoolean();
  private final ExpiryTimer timer = new ExpiryTimer(this::expire);

  private @Nullable MqttModule module;
  private int inFlight;
  private boolean starting;

  /** The message that is on its way to the module, which may still refuse it. */
  private @Nullable OutboxEntry handingOver;

  /** Whether an attempt has failed since messages flowed. */
  private boolean holding;

  /** Whether the link was looked at since then, and is well. */
  private boolean looked;

  private boolean closed;
  private @Nullable CompletableFuture<Void> settled;

  Delivery(
      OutboxOptions options,
      int window,
      MessageIds ids,
      ClientEvents events,
      Consumer<? super String> doubts) {
    this.options = options;
    this.outbox = new Outbox(options.capacity(), options.overflow());
    this.store = options.store();
    this.window = window;
    this.ids = ids;
    this.events = events;
    this.doubts = doubts;
    restore();
  }

  private void restore() {
    if (store == null) {
      return;
    }
    Instant now = Instant.now();
    for (StoredPublish kept : store.load()) {
      sequences.accumulateAndGet(kept.sequence(), Math::max);
      MessagePriority[] ranks = MessagePriority.values();
      outbox.restore(
          new OutboxEntry(
              new Publication(kept.sequence(), kept.message()),
              ranks[Math.max(0, Math.min(kept.priority(), ranks.length - 1))],
              Duration.between(now, kept.expiry())));
    }
    timer.schedule(outbox.nanosToNextDeadline(System.nanoTime()));
  }

  // ---- from the user ----

  Publication publish(OutgoingMessage message, PublishOptions how) {
    Publication publication = new Publication(sequences.incrementAndGet(), message);
    Duration given = how.timeToLive();
    Duration timeToLive = given == null ? options.timeToLive() : given;
    OutboxEntry entry = new OutboxEntry(publication, how.priority(), timeToLive);
    keep(entry);
    OutboxEntry victim = added(entry);
    events.queued(entry);
    drop(victim);
    pump();
    timer.schedule(Nanos.of(timeToLive));
    return publication;
  }

  private @Nullable OutboxEntry added(OutboxEntry entry) {
    try {
      synchronized (this) {
        if (closed) {
          throw ClientStateException.closedForEver("publish");
        }
        return outbox.add(entry);
      }
    } catch (ModemException e) {
      forget(entry);
      if (e instanceof OutboxFullException) {
        events.outboxRefused();
      }
      throw e;
    }
  }

  private void drop(@Nullable OutboxEntry victim) {
    if (victim != null) {
      forget(victim);
      told(victim, new MessageDroppedException(victim.message().topic(), options.capacity()));
    }
  }

  // ---- from the life of the connection ----

  /** The module is connected: messages flow. */
  void start(MqttModule connected) {
    synchronized (this) {
      module = connected;
      holding = true; // what is left of the time before may still be to settle
      looked = true;
      failed.set(false);
      unanswered.set(0);
    }
    pump();
  }

  /**
   * The link was looked at and is well: messages flow again, when what was under way is settled.
   */
  void resume() {
    synchronized (this) {
      looked = true;
    }
    pump();
  }

  /** Starts nothing more; completes when what is under way has its end. */
  synchronized CompletableFuture<Void> pause() {
    module = null;
    if (settled == null) {
      settled = new CompletableFuture<>();
      if (inFlight == 0) {
        settled.complete(null);
      }
    }
    return settled;
  }

  /** Ends all messages; those in a store stay there for the next client. */
  void close() {
    synchronized (this) {
      closed = true;
      module = null;
    }
    timer.close();
    failAll();
    if (store != null) {
      closeStore(store);
    }
  }

  /** The client ends all the same. */
  private static void closeStore(OutboxStore store) {
    try {
      store.close();
    } catch (ModemException e) {
      LOG.warn("The outbox's store was not closed cleanly: {}", e.getMessage());
    }
  }

  private void failAll() {
    for (OutboxEntry entry : outbox.takeAll()) {
      told(entry, DeliveryFailedException.closed(entry.message().topic(), store != null));
    }
  }

  /** Ends all messages because nobody will send them. */
  void giveUp(ModemException cause) {
    for (OutboxEntry entry : outbox.takeAll()) {
      forget(entry);
      told(entry, cause);
    }
  }

  /** Whether an attempt has failed since the last time that this was asked. */
  boolean takeFailed() {
    return failed.getAndSet(false);
  }

  /** How many messages in a row the broker has left without an answer. */
  int unanswered() {
    return unanswered.get();
  }

  int depth() {
    return outbox.depth();
  }

  synchronized int inFlight() {
    return inFlight;
  }

  // ---- sending ----

  /** One thread starts messages at a time, so that they start in order and do not nest. */
  private void pump() {
    OutboxEntry next = first();
    while (next != null) {
      send(next);
      next = next();
    }
  }

  private synchronized @Nullable OutboxEntry first() {
    if (starting) {
      return null;
    }
    starting = true;
    return next();
  }

  private synchronized @Nullable OutboxEntry next() {
    OutboxEntry next = mayStart() ? outbox.next() : null;
    if (next == null) {
      starting = false;
    } else {
      inFlight++;
      handingOver = next;
      settled = null;
    }
    return next;
  }

  private boolean mayStart() {
    if (holding && looked && inFlight == 0) {
      holding = false;
    }
    return module != null && !holding && handingOver == null && inFlight < window;
  }

  /** The module has the message, or the attempt has ended: the next one may follow. */
  private synchronized void handedOver(OutboxEntry entry) {
    if (handingOver == entry) {
      handingOver = null;
    }
  }

  private void send(OutboxEntry entry) {
    MqttModule connected;
    synchronized (this) {
      connected = module;
    }
    Attempt attempt = new Attempt(entry, entry.isAtMostOnce() ? 0 : ids.take());
    if (connected == null) {
      attempt.end(new ClientStateException("publish", ClientState.RECOVERING));
      return;
    }
    try {
      connected
          .publish(attempt.id, entry.message(), attempt::accepted)
          .whenComplete((done, failure) -> attempt.end(failure));
    } catch (RuntimeException e) {
      attempt.end(e); // else its place would be taken for ever
    }
  }

  /** One message given to the module once. */
  private final class Attempt {
    private final OutboxEntry entry;
    private final int id;
    private volatile boolean accepted;

    Attempt(OutboxEntry entry, int id) {
      this.entry = entry;
      this.id = id;
    }

    void accepted() {
      accepted = true;
      if (outbox.contains(entry)) {
        entry.publication().moveTo(PublishStage.ACCEPTED);
        events.accepted(entry);
      }
      handedOver(entry);
      pump();
    }

    void end(@Nullable Throwable thrown) {
      releaseId(thrown != null);
      if (thrown == null) {
        unanswered.set(0);
        acknowledge(entry);
        settle(entry, false);
      } else {
        Throwable failure = Completion.unwrap(thrown);
        if (failure instanceof ResultTimeoutException) {
          unanswered.incrementAndGet();
        }
        boolean again = handle(failure);
        settle(entry, again);
        if (again) {
          failed.set(true);
          doubts.accept(String.valueOf(failure.getMessage()));
        }
      }
      pump();
    }

    private void releaseId(boolean answerMayCome) {
      if (id != 0) {
        if (answerMayCome) {
          ids.quarantine(id);
        } else {
          ids.release(id);
        }
      }
    }

    /** Returns whether the message is to be sent again. */
    private boolean handle(Throwable failure) {
      if (!PassingFailure.isPassing(failure)) {
        Delivery.this.end(entry, failure);
        return false;
      }
      if (entry.isAtMostOnce() && (accepted || !PassingFailure.provesRefusal(failure))) {
        Delivery.this.end(entry, DeliveryFailedException.unknown(entry.message().topic(), failure));
        return true;
      }
      if (entry.attempts() >= options.maxAttempts()) {
        Delivery.this.end(
            entry,
            DeliveryFailedException.tooOften(entry.message().topic(), entry.attempts(), failure));
        return true;
      }
      if (outbox.back(entry)) {
        LOG.debug("{} is sent again after: {}", entry.publication(), failure.toString());
        entry.publication().moveTo(PublishStage.QUEUED);
      }
      return true;
    }
  }

  private void settle(OutboxEntry entry, boolean doubtful) {
    CompletableFuture<Void> done = null;
    synchronized (this) {
      handedOver(entry);
      inFlight--;
      if (doubtful) {
        holding = true;
        looked = false;
      }
      if (inFlight == 0) {
        done = settled;
      }
    }
    if (done != null) {
      done.complete(null);
    }
  }

  private void acknowledge(OutboxEntry entry) {
    if (outbox.remove(entry)) {
      forget(entry);
      entry.publication().moveTo(PublishStage.ACKNOWLEDGED);
      events.acknowledged(entry);
    }
  }

  // ---- ends ----

  /** What has ended otherwise meanwhile, such as by its time to live, ends only once. */
  private void end(OutboxEntry entry, Throwable failure) {
    if (outbox.remove(entry)) {
      forget(entry);
      told(entry, failure);
    }
  }

  private void told(OutboxEntry entry, Throwable failure) {
    entry.publication().moveTo(PublishStage.FAILED);
    events.failed(entry, failure);
  }

  private void expire() {
    List<OutboxEntry> expired = new ArrayList<>(outbox.takeExpired(System.nanoTime()));
    for (OutboxEntry entry : expired) {
      forget(entry);
      told(
          entry,
          new MessageExpiredException(
              entry.message().topic(), entry.timeToLive(), entry.attempts() > 0));
    }
    timer.schedule(outbox.nanosToNextDeadline(System.nanoTime()));
  }

  // ---- store ----

  private void keep(OutboxEntry entry) {
    if (store != null) {
      store.put(
          new StoredPublish(
              entry.sequence(),
              entry.message(),
              entry.priority().ordinal(),
              Instant.now().plus(entry.timeToLive())));
    }
  }

  private void forget(OutboxEntry entry) {
    if (store == null) {
      return;
    }
    try {
      store.remove(entry.sequence());
    } catch (ModemException e) {
      LOG.warn("A message that has ended stays in the outbox's store: {}", e.getMessage());
    }
  }
}
