package io.github.modemqtt.cli;

import io.github.modemqtt.session.Publication;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many messages are how far; thread-safe. */
final class PublishTally {
  private static final double KILO = 1000;

  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final RecentRate rate = new RecentRate();

  /** A message that is on its way from now on. */
  void taken(Publication publication) {
    taken.incrementAndGet();
    publication
        .accepted()
        .whenComplete(
            (done, failed) -> {
              if (failed == null) {
                sent.incrementAndGet();
              }
            });
  }

  /** The same message has come to its end. */
  void ended(Publication publication, @Nullable Throwable failed) {
    if (failed == null) {
      acknowledged.incrementAndGet();
      bytes.addAndGet(publication.message().payloadSize());
    }
    ended.incrementAndGet();
  }

  /** {@return how many messages have not come to their end} */
  long unfinished() {
    return Math.max(0, taken.get() - ended.get());
  }

  /** Everything in less than the 80 columns of a terminal; for one thread at a time. */
  String line(long nanoTime) {
    long done = acknowledged.get();
    long gone = sent.get();
    return String.format(
        Locale.ROOT,
        "%d sent, %d acknowledged, %.1f/s; %d under way, %d waiting; %s",
        gone,
        done,
        rate.at(nanoTime, done),
        Math.max(0, gone - done),
        Math.max(0, unfinished() - Math.max(0, gone - done)),
        size(bytes.get()));
  }

  private static String size(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    return bytes < KILO * KILO
        ? String.format(Locale.ROOT, "%.1f kB", bytes / KILO)
        : String.format(Locale.ROOT, "%.1f MB", bytes / KILO / KILO);
  }
}
