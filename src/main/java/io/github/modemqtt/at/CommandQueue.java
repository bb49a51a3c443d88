package io.github.modemqtt.at;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands that wait for the line: bounded, urgent ones first. Guarded by the channel's lock.
 */
final class CommandQueue {
  private final int capacity;
  private final ArrayDeque<PendingCommand<?>> urgent = new ArrayDeque<>();
  private final ArrayDeque<PendingCommand<?>> normal = new ArrayDeque<>();

  CommandQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Returns false if the queue is full. */
  boolean add(PendingCommand<?> command) {
    if (urgent.size() + normal.size() >= capacity) {
      return false;
    }
    (command.priority == Priority.URGENT ? urgent : normal).add(command);
    return true;
  }

  boolean isEmpty() {
    return urgent.isEmpty() && normal.isEmpty();
  }

  @Nullable PendingCommand<?> poll() {
    PendingCommand<?> next = urgent.poll();
    return next != null ? next : normal.poll();
  }

  boolean remove(PendingCommand<?> command) {
    return urgent.remove(command) || normal.remove(command);
  }

  void drainTo(Consumer<PendingCommand<?>> taker) {
    for (PendingCommand<?> next = poll(); next != null; next = poll()) {
      taker.accept(next);
    }
  }
}
