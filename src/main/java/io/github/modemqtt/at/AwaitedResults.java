package io.github.modemqtt.at;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The results that accepted commands wait for: bounded. Guarded by the channel's lock.
 *
 * <p>Looked through at every read and write, hence without iterators.
 */
final class AwaitedResults {
  private static final long NEVER = Long.MAX_VALUE;

  private final int capacity;
  private final List<AwaitedResult<?>> results = new ArrayList<>();

  AwaitedResults(int capacity) {
    this.capacity = capacity;
  }

  boolean isFull() {
    return results.size() >= capacity;
  }

  void add(AwaitedResult<?> result) {
    results.add(result);
  }

  void remove(@Nullable AwaitedResult<?> result) {
    results.remove(result);
  }

  /** Returns whose result a URC is, the oldest if it could be several; null if nobody's. */
  @Nullable AwaitedResult<?> find(UrcType<?> type, Object urc, Consumer<String> trouble) {
    for (int i = 0; i < results.size(); i++) {
      AwaitedResult<?> result = results.get(i);
      try {
        if (result.matches(type, urc)) {
          return result;
        }
      } catch (RuntimeException e) {
        trouble.accept("Cannot tell whether " + type + " is the result of " + result.shown);
      }
    }
    return null;
  }

  /** The time of a result runs from its OK. */
  void startClocks(long now) {
    for (int i = 0; i < results.size(); i++) {
      AwaitedResult<?> result = results.get(i);
      if (result.accepted && result.deadlineNanos == NEVER) {
        result.deadlineNanos = now + Nanos.of(result.command.resultTimeout());
      }
    }
  }

  long nextDeadline() {
    long next = NEVER;
    for (int i = 0; i < results.size(); i++) {
      next = Math.min(next, results.get(i).deadlineNanos);
    }
    return next;
  }

  void expire(long now, Consumer<AwaitedResult<?>> expired) {
    for (int i = 0; i < results.size(); ) {
      AwaitedResult<?> result = results.get(i);
      if (result.accepted && result.deadlineNanos <= now) {
        results.remove(i);
        expired.accept(result);
      } else {
        i++;
      }
    }
  }

  void drainTo(Consumer<AwaitedResult<?>> taker) {
    List<AwaitedResult<?>> all = List.copyOf(results);
    results.clear();
    all.forEach(taker);
  }
}
