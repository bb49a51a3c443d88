package io.github.modemqtt.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor has to look at: requests of users, and reports of the line.
 *
 * <p>Reports are bounded: when too many wait, which only garbage on the line can cause, they are
 * replaced by the doubt whether the link is well, and a question to the module tells. Thread-safe.
 */
final class Inbox {
  private static final int MOST_REQUESTS = 1000;
  private static final int MOST_REPORTS = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Queue<Request> requests = new ArrayDeque<>();
  private final Queue<Report> reports = new ArrayDeque<>();
  private @Nullable Thread stepping;
  private int interrupting;
  private boolean woken;

  /** Takes a request; returns false if too many wait already. */
  boolean post(Request request) {
    lock.lock();
    try {
      if (requests.size() >= MOST_REQUESTS && !request.kind().interrupts()) {
        return false;
      }
      requests.add(request);
      if (request.kind().interrupts()) {
        interrupting++;
        if (stepping != null) {
          stepping.interrupt();
        }
      }
      news.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void post(Report report) {
    lock.lock();
    try {
      if (reports.size() >= MOST_REPORTS) {
        reports.removeIf(waiting -> !(waiting instanceof Report.LineLost));
        reports.add(new Report.Doubt(null, "more reports of the module than can be looked at"));
      }
      if (!reports.contains(report)) {
        reports.add(report);
      }
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** There is something new to do elsewhere, such as a subscription. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  @Nullable Request nextRequest() {
    lock.lock();
    try {
      Request next = requests.poll();
      if (next != null && next.kind().interrupts()) {
        interrupting--;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  @Nullable Report nextReport() {
    lock.lock();
    try {
      return reports.poll();
    } finally {
      lock.unlock();
    }
  }

  List<Request> takeRequests() {
    lock.lock();
    try {
      List<Request> taken = new ArrayList<>(requests);
      requests.clear();
      interrupting = 0;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something to look at, here or elsewhere, or the time is over. */
  void await(long nanos) {
    await(nanos, true);
  }

  /**
   * Waits for a request or a report only: without a connection there is nothing to do elsewhere.
   */
  void awaitPost(long nanos) {
    await(nanos, false);
  }

  private void await(long nanos, boolean wakeable) {
    lock.lock();
    try {
      long remaining = nanos;
      while (requests.isEmpty() && reports.isEmpty() && !(wakeable && woken) && remaining > 0) {
        remaining = news.awaitNanos(remaining);
      }
      woken = false;
    } catch (InterruptedException e) {
      // a leftover of a step that has just ended; what it was for is in the queue
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a step that a disconnect or a close interrupts.
   *
   * @throws InterruptedException if one waits already
   */
  void beginStep() throws InterruptedException {
    lock.lock();
    try {
      if (interrupting > 0) {
        throw new InterruptedException("somebody wants to end the connection");
      }
      stepping = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the step; the interrupt flag is clear afterwards. */
  void endStep() {
    lock.lock();
    try {
      stepping = null;
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** For waits without an end of their own. */
  static long forever() {
    return TimeUnit.DAYS.toNanos(1);
  }
}
