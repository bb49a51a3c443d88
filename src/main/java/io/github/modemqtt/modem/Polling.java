package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.InterruptedWaitException;
import io.github.modemqtt.at.UrcType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a question again and again; a URC, or the loss of the line, makes it ask at once. */
final class Polling {
  private static final Logger LOG = LoggerFactory.getLogger(Polling.class);

  private final Semaphore news = new Semaphore(0);
  private final Duration interval;

  Polling(AtChannel channel, Duration interval) {
    this.interval = interval;
    askAtOnceAfter(channel, NetworkUrcs.CEREG);
    askAtOnceAfter(channel, NetworkUrcs.CREG);
    askAtOnceAfter(channel, NetworkUrcs.CGEV);
    askAtOnceAfter(channel, NetworkUrcs.ECPADDR);
    askAtOnceAfter(channel, NetworkUrcs.CPIN);
    askAtOnceAfter(channel, NetworkUrcs.ECPIN);
    channel.onLost(cause -> news.release());
  }

  private <T> void askAtOnceAfter(AtChannel channel, UrcType<T> type) {
    channel.onUrc(type, urc -> news.release());
  }

  /**
   * Returns the first answer that is there, or empty when the time is over.
   *
   * @param waitingFor the command, for the message if the thread is interrupted
   */
  <T> Optional<T> until(Duration timeout, String waitingFor, Supplier<Optional<T>> question) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      news.drainPermits();
      Optional<T> answer = question.get();
      long left = deadline - System.nanoTime();
      if (answer.isPresent() || left <= 0) {
        return answer;
      }
      awaitNews(Math.min(left, interval.toNanos()), waitingFor);
    }
  }

  private void awaitNews(long nanos, String waitingFor) {
    try {
      boolean early = news.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      LOG.debug("Asking {} again{}", waitingFor, early ? " at once: there is news" : "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(waitingFor, e);
    }
  }
}
