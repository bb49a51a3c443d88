package io.github.modemqtt.testing;

import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.transport.internal.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What others have published and nobody has taken; when it is full, the newest are lost. */
final class PeerInbox {
  private static final int CAPACITY = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private final List<Message> messages = new ArrayList<>();

  /** What this peer has published and the broker has not brought back yet. */
  private final List<Message> own = new ArrayList<>();

  void willPublish(Message message) {
    lock.lock();
    try {
      if (own.size() < CAPACITY) {
        own.add(message);
      }
    } finally {
      lock.unlock();
    }
  }

  void add(Message message) {
    lock.lock();
    try {
      if (!removeOwn(message) && messages.size() < CAPACITY) {
        messages.add(message);
        came.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean removeOwn(Message message) {
    for (Iterator<Message> each = own.iterator(); each.hasNext(); ) {
      Message sent = each.next();
      if (sent.topic().equals(message.topic())
          && Arrays.equals(sent.payload(), message.payload())) {
        each.remove();
        return true;
      }
    }
    return false;
  }

  Optional<Message> take(TopicFilter filter, Duration timeout) {
    Deadline deadline = Deadline.after(timeout);
    lock.lock();
    try {
      Optional<Message> found = remove(filter);
      while (found.isEmpty() && deadline.remainingNanos() > 0) {
        came.awaitNanos(deadline.remainingNanos());
        found = remove(filter);
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException("a message under " + filter, e);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Message> remove(TopicFilter filter) {
    Optional<Message> found =
        messages.stream().filter(message -> filter.matches(message.topic())).findFirst();
    found.ifPresent(messages::remove);
    return found;
  }

  String describeMissing(String filter, Duration timeout) {
    lock.lock();
    try {
      return "No message under "
          + filter
          + " came within "
          + timeout.toSeconds()
          + " s; not taken were "
          + messages;
    } finally {
      lock.unlock();
    }
  }
}
