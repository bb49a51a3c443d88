package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The filters that this client wants, who handles what matches them, and what the broker was told.
 *
 * <p>Users change what is wanted at any time; the supervisor brings the broker there, one step at a
 * time, and all over again after a reconnect. Thread-safe.
 */
final class Subscriptions {

  /** What has to be sent for a filter. */
  record Step(TopicFilter filter, boolean subscribe, Qos qos, long version) {}

  /** One filter. Guarded by the subscriptions. */
  private static final class Wanted {
    private final List<Consumer<? super Message>> handlers = new ArrayList<>();
    private Qos qos;
    private boolean told;
    private long version;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();

    Wanted(Qos qos) {
      this.qos = qos;
    }

    boolean isGone() {
      return handlers.isEmpty();
    }

    void change() {
      told = false;
      version++;
    }
  }

  private final Map<TopicFilter, Wanted> byFilter = new LinkedHashMap<>();
  private final FilterTree<Wanted> tree = new FilterTree<>();

  /**
   * Adds a handler to a filter; the broker is asked if it does not send that already.
   *
   * <p>The handler counts at once, because a retained message may come before the result.
   *
   * @return completes when the broker has answered
   */
  synchronized CompletableFuture<Void> add(
      TopicFilter filter, Qos qos, Consumer<? super Message> handler) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Wanted wanted = wanted(filter, qos);
    boolean asTold = wanted.told && wanted.qos == qos && !wanted.isGone();
    wanted.handlers.add(handler);
    wanted.qos = qos;
    if (asTold) {
      done.complete(null);
    } else {
      wanted.change();
      wanted.waiting.add(done);
    }
    return done;
  }

  private Wanted wanted(TopicFilter filter, Qos qos) {
    Wanted wanted = byFilter.get(filter);
    if (wanted == null) {
      wanted = new Wanted(qos);
      byFilter.put(filter, wanted);
      tree.put(filter, wanted);
    }
    return wanted;
  }

  private void forget(TopicFilter filter) {
    byFilter.remove(filter);
    tree.remove(filter);
  }

  /** Takes one handler away; the last one takes the subscription along. */
  synchronized CompletableFuture<Void> remove(
      TopicFilter filter, Consumer<? super Message> handler) {
    Wanted wanted = byFilter.get(filter);
    if (wanted == null || !wanted.handlers.remove(handler) || !wanted.isGone()) {
      return CompletableFuture.completedFuture(null);
    }
    return unsubscribed(wanted);
  }

  /** Takes a filter away with all its handlers. */
  CompletableFuture<Void> removeAll(TopicFilter filter) {
    CompletableFuture<Void> done;
    List<Consumer<? super Message>> removed;
    synchronized (this) {
      Wanted wanted = wanted(filter, Qos.AT_MOST_ONCE);
      removed = List.copyOf(wanted.handlers);
      wanted.handlers.clear();
      done = unsubscribed(wanted);
    }
    endStreams(removed, "it was unsubscribed", null);
    return done;
  }

  /** Who waits for messages must learn that no more come. Not with the lock held. */
  private static void endStreams(
      List<Consumer<? super Message>> handlers, String why, @Nullable ModemException failure) {
    for (Consumer<? super Message> handler : handlers) {
      if (handler instanceof MessageBuffer buffer) {
        buffer.end(why, failure);
      }
    }
  }

  private static CompletableFuture<Void> unsubscribed(Wanted wanted) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    wanted.change();
    wanted.waiting.add(done);
    return done;
  }

  /** Gives a handler up whose subscription did not succeed in time. */
  synchronized void takeBack(TopicFilter filter, Consumer<? super Message> handler) {
    Wanted wanted = byFilter.get(filter);
    if (wanted != null && wanted.handlers.remove(handler) && wanted.isGone()) {
      wanted.change();
    }
  }

  /** What the broker has to be told next, or {@code null}. */
  synchronized @Nullable Step next() {
    for (Map.Entry<TopicFilter, Wanted> entry : byFilter.entrySet()) {
      Wanted wanted = entry.getValue();
      if (!wanted.told) {
        return new Step(entry.getKey(), !wanted.isGone(), wanted.qos, wanted.version);
      }
    }
    return null;
  }

  /** The broker has answered a step; who waits for it is returned, unless the wish has changed. */
  synchronized List<CompletableFuture<Void>> done(Step step) {
    Wanted wanted = byFilter.get(step.filter());
    if (wanted == null || wanted.version != step.version()) {
      return List.of();
    }
    wanted.told = true;
    if (wanted.isGone()) {
      forget(step.filter());
    }
    return taken(wanted);
  }

  /** A step cannot succeed: it is not wanted any more. */
  List<CompletableFuture<Void>> refused(Step step, RuntimeException failure) {
    List<CompletableFuture<Void>> waiting;
    List<Consumer<? super Message>> removed;
    synchronized (this) {
      Wanted wanted = byFilter.get(step.filter());
      if (wanted == null || wanted.version != step.version()) {
        return List.of();
      }
      forget(step.filter());
      waiting = taken(wanted);
      removed = List.copyOf(wanted.handlers);
    }
    ModemException known =
        failure instanceof ModemException refusal
            ? refusal
            : new ModemException(failure.toString(), "subscribe to another filter", failure);
    endStreams(removed, "it could not be subscribed again", known);
    return waiting;
  }

  private static List<CompletableFuture<Void>> taken(Wanted wanted) {
    List<CompletableFuture<Void>> waiting = wanted.waiting;
    wanted.waiting = new ArrayList<>();
    return waiting;
  }

  /**
   * The broker may know nothing any more: everything has to be told again.
   *
   * @param cleanSession whether it surely knows nothing, so that nothing has to be taken back
   * @return who waits for what needs no telling now
   */
  synchronized List<CompletableFuture<Void>> tellAgain(boolean cleanSession) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (Map.Entry<TopicFilter, Wanted> entry : List.copyOf(byFilter.entrySet())) {
      Wanted wanted = entry.getValue();
      wanted.told = false;
      if (wanted.isGone() && cleanSession) {
        done.addAll(taken(wanted));
        forget(entry.getKey());
      }
    }
    return done;
  }

  /**
   * Forgets everything; returns who waits.
   *
   * @param why what ended them
   */
  List<CompletableFuture<Void>> clear(String why) {
    List<CompletableFuture<Void>> waiting;
    List<Consumer<? super Message>> removed = new ArrayList<>();
    synchronized (this) {
      waiting = takeWaiting();
      byFilter.values().forEach(wanted -> removed.addAll(wanted.handlers));
      byFilter.clear();
      tree.clear();
    }
    endStreams(removed, why, null);
    return waiting;
  }

  /** Returns who waits, and lets nobody wait any more. */
  synchronized List<CompletableFuture<Void>> takeWaiting() {
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    byFilter.values().forEach(wanted -> waiting.addAll(taken(wanted)));
    return waiting;
  }

  /** Who gets the messages of a topic. */
  synchronized Match match(TopicName topic) {
    Match match = new Match();
    tree.forEachMatch(topic, match::add);
    return match;
  }

  /** The handlers of all filters that match a topic, each of them once. */
  static final class Match {
    private final List<Consumer<? super Message>> handlers = new ArrayList<>(1);
    private @Nullable Set<Object> distinct;
    private int filters;
    private boolean withAcknowledgement;

    private void add(Wanted wanted) {
      if (wanted.isGone()) {
        return;
      }
      filters++;
      withAcknowledgement |= wanted.qos != Qos.AT_MOST_ONCE;
      wanted.handlers.forEach(this::add);
    }

    private void add(Consumer<? super Message> handler) {
      if (handlers.isEmpty()) {
        handlers.add(handler);
        return;
      }
      if (distinct == null) {
        distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(handlers);
      }
      if (distinct.add(handler)) {
        handlers.add(handler);
      }
    }

    List<Consumer<? super Message>> handlers() {
      return handlers;
    }

    /** Whether what the module prints as message id may be one: at QoS 0 it is arbitrary. */
    boolean hasMessageIds() {
      return withAcknowledgement || filters == 0;
    }

    int filters() {
      return filters;
    }
  }
}
