package io.github.modemqtt.testing;

import io.github.modemqtt.broker.EmbeddedBroker;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The brokers of a test run: each serves one test at a time.
 *
 * <p>A broker is used again only when nothing of its last test is left. The broker hears of the end
 * of a connection some moments later, so that is looked at when the next one is needed; those with
 * something that stays, such as a retained message, are stopped when they are too many.
 */
final class BrokerPool implements AutoCloseable {
  private static final int MAX_IDLE = 16;

  private final ArrayDeque<EmbeddedBroker> idle = new ArrayDeque<>();

  EmbeddedBroker lease() {
    EmbeddedBroker pristine = takePristine();
    return pristine == null ? EmbeddedBroker.start() : pristine;
  }

  private synchronized @Nullable EmbeddedBroker takePristine() {
    for (Iterator<EmbeddedBroker> each = idle.iterator(); each.hasNext(); ) {
      EmbeddedBroker broker = each.next();
      if (broker.isPristine()) {
        each.remove();
        return broker;
      }
    }
    return null;
  }

  void giveBack(EmbeddedBroker broker) {
    EmbeddedBroker tooMuch = keep(broker);
    if (tooMuch != null) {
      tooMuch.close();
    }
  }

  private synchronized @Nullable EmbeddedBroker keep(EmbeddedBroker broker) {
    idle.addLast(broker);
    return idle.size() > MAX_IDLE ? idle.removeFirst() : null;
  }

  /** Ends the run. */
  @Override
  public synchronized void close() {
    idle.forEach(EmbeddedBroker::close);
    idle.clear();
  }
}
