package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Wanted wanted = byFilter.computeIfAbsent(filter, absent -> new Wanted(qos));
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
  synchronized CompletableFuture<Void> removeAll(TopicFilter filter) {
    Wanted wanted = byFilter.computeIfAbsent(filter, absent -> new Wanted(Qos.AT_MOST_ONCE));
    wanted.handlers.clear();
    return unsubscribed(wanted);
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
      byFilter.remove(step.filter());
    }
    return taken(wanted);
  }

  /** A step cannot succeed: it is not wanted any more. */
  synchronized List<CompletableFuture<Void>> refused(Step step) {
    Wanted wanted = byFilter.get(step.filter());
    if (wanted == null || wanted.version != step.version()) {
      return List.of();
    }
    byFilter.remove(step.filter());
    return taken(wanted);
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
    for (Iterator<Wanted> all = byFilter.values().iterator(); all.hasNext(); ) {
      Wanted wanted = all.next();
      wanted.told = false;
      if (wanted.isGone() && cleanSession) {
        done.addAll(taken(wanted));
        all.remove();
      }
    }
    return done;
  }

  /** Forgets everything; returns who waits. */
  synchronized List<CompletableFuture<Void>> clear() {
    List<CompletableFuture<Void>> waiting = takeWaiting();
    byFilter.clear();
    return waiting;
  }

  /** Returns who waits, and lets nobody wait any more. */
  synchronized List<CompletableFuture<Void>> takeWaiting() {
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    byFilter.values().forEach(wanted -> waiting.addAll(taken(wanted)));
    return waiting;
  }

  synchronized List<Consumer<? super Message>> handlersOf(Message message) {
    List<Consumer<? super Message>> handlers = new ArrayList<>(1);
    for (Map.Entry<TopicFilter, Wanted> entry : byFilter.entrySet()) {
      if (entry.getKey().matches(message.topic())) {
        handlers.addAll(entry.getValue().handlers);
      }
    }
    return handlers;
  }
}
