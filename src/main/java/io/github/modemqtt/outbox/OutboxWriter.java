package io.github.modemqtt.outbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes a journal: all that was put while it wrote goes with the next write,
 * and removals wait for a put for a while.
 *
 * <p>Callers are threads, so what waits is bounded by their number; what is to be removed, by what
 * is kept.
 */
final class OutboxWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxWriter.class);
  private static final long REMOVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long CLOSE_SECONDS = 30;

  private final String name;
  private final JournalFolder folder;
  private final OutboxJournal journal;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  // guarded by the lock
  private final Set<Long> kept = new TreeSet<>();
  private List<Put> puts = new ArrayList<>();
  private Set<Long> removals = new TreeSet<>();
  private long removalsDue;
  private boolean closed;
  private @Nullable List<StoredPublish> loaded;

  // of the thread
  private boolean failing;

  private record Put(StoredPublish entry, CompletableFuture<Void> done) {}

  private record Batch(List<Put> puts, Set<Long> removals, boolean last) {
    List<StoredPublish> entries() {
      return puts.stream().map(Put::entry).toList();
    }
  }

  private OutboxWriter(String name, JournalFolder folder, OutboxJournal journal)
      throws IOException {
    this.name = name;
    this.folder = folder;
    this.journal = journal;
    List<StoredPublish> entries = journal.read();
    entries.forEach(entry -> kept.add(entry.sequence()));
    loaded = entries;
  }

  static OutboxWriter start(String name, JournalFolder folder) throws IOException {
    OutboxJournal journal = OutboxJournal.open(folder);
    try {
      OutboxWriter writer = new OutboxWriter(name, folder, journal);
      Thread thread = new Thread(writer, "modemqtt-outbox");
      thread.setDaemon(true);
      thread.start();
      return writer;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  // ---- the callers ----

  List<StoredPublish> takeLoaded() {
    lock.lock();
    try {
      requireOpen();
      List<StoredPublish> taken = loaded;
      if (taken == null) {
        throw new OutboxStoreException(
            "The outbox in " + name + " is in use by another client",
            "give each client a store of its own",
            null);
      }
      loaded = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  void put(StoredPublish entry) {
    Put put = new Put(entry, new CompletableFuture<>());
    lock.lock();
    try {
      requireOpen();
      removals.remove(entry.sequence());
      puts.add(put);
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      put.done().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof OutboxStoreException known
          ? known
          : OutboxFailures.writing(name, e);
    }
  }

  void remove(long sequence) {
    lock.lock();
    try {
      requireOpen();
      if (kept.remove(sequence)) {
        removeLater(sequence, REMOVAL_NANOS);
      }
    } finally {
      lock.unlock();
    }
  }

  private void removeLater(long sequence, long nanos) {
    if (removals.isEmpty()) {
      removalsDue = System.nanoTime() + nanos;
      work.signal();
    }
    removals.add(sequence);
  }

  int size() {
    lock.lock();
    try {
      return kept.size();
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new OutboxStoreException(
          "The outbox in " + name + " is closed", "open it again for another client", null);
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      ended.copy().orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof OutboxStoreException known
          ? known
          : OutboxFailures.writing(name, e);
    }
  }

  // ---- the thread ----

  @Override
  public void run() {
    OutboxStoreException failure = null;
    boolean last = false;
    while (!last) {
      Batch batch = next();
      failure = written(batch);
      last = batch.last();
    }
    closeFiles();
    if (failure == null) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(failure);
    }
  }

  /** Waits for something to write. */
  private Batch next() {
    lock.lock();
    try {
      while (!closed && puts.isEmpty() && !removalsAreDue()) {
        await();
      }
      Batch batch = new Batch(puts, removals, closed);
      puts = new ArrayList<>();
      removals = new TreeSet<>();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private boolean removalsAreDue() {
    return !removals.isEmpty() && removalsDue - System.nanoTime() <= 0;
  }

  private void await() {
    try {
      if (removals.isEmpty()) {
        work.await();
      } else {
        work.awaitNanos(removalsDue - System.nanoTime());
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody knows this thread, and it ends when the store is closed", e);
    }
  }

  private @Nullable OutboxStoreException written(Batch batch) {
    if (batch.puts().isEmpty() && batch.removals().isEmpty()) {
      return null;
    }
    try {
      journal.write(batch.entries(), batch.removals());
    } catch (IOException | RuntimeException | Error e) { // else its callers would wait for ever
      return failed(batch, e);
    }
    failing = false;
    succeeded(batch);
    tidy();
    return null;
  }

  private void succeeded(Batch batch) {
    lock.lock();
    try {
      batch.puts().forEach(put -> kept.add(put.entry().sequence()));
    } finally {
      lock.unlock();
    }
    batch.puts().forEach(put -> put.done().complete(null));
  }

  private OutboxStoreException failed(Batch batch, Throwable cause) {
    OutboxStoreException failure = OutboxFailures.writing(name, cause);
    lock.lock();
    try {
      batch.removals().forEach(sequence -> removeLater(sequence, RETRY_NANOS));
      puts.forEach(put -> removals.remove(put.entry().sequence()));
    } finally {
      lock.unlock();
    }
    if (!failing) {
      failing = true;
      LOG.warn("{}; {}", failure.getMessage(), failure.remedy());
    }
    batch.puts().forEach(put -> put.done().completeExceptionally(failure));
    return failure;
  }

  /** Everything is on the disk already. */
  private void tidy() {
    try {
      journal.tidy();
    } catch (IOException | RuntimeException | Error e) {
      LOG.warn("The outbox in {} was not tidied up: {}", name, e.toString());
    }
  }

  private void closeFiles() {
    try (folder;
        journal) {
      LOG.debug("The outbox in {} is closed", name);
    } catch (IOException e) {
      LOG.warn("The outbox in {} was not closed cleanly: {}", name, e.toString());
    }
  }
}
