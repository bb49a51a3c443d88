package io.github.modemqtt.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes a database: all that was put while it wrote goes with the next
 * transaction, and removals wait for a put for a while.
 *
 * <p>Callers are threads, so what waits is bounded by their number; what is to be removed, by what
 * is kept.
 */
final class OutboxWriter {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxWriter.class);
  private static final long REMOVAL_SECONDS = 1;
  private static final long RETRY_SECONDS = 10;
  private static final long CLOSE_SECONDS = 30;

  private final String name;
  private final OutboxDatabase database;
  private final ScheduledThreadPoolExecutor thread;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  // guarded by this
  private final Set<Long> kept = new HashSet<>();
  private List<Put> puts = new ArrayList<>();
  private Set<Long> removals = new HashSet<>();
  private boolean closed;
  private @Nullable List<StoredPublish> loaded;

  // of the thread
  private boolean failing;

  private record Put(StoredPublish entry, CompletableFuture<Void> done) {}

  /** Writes a database, which it closes; the name is for messages. */
  OutboxWriter(String name, OutboxDatabase database, List<StoredPublish> entries) {
    this.name = name;
    this.database = database;
    entries.forEach(entry -> kept.add(entry.sequence()));
    loaded = entries;
    thread = new ScheduledThreadPoolExecutor(1, OutboxWriter::daemon);
  }

  static OutboxWriter open(Path directory) {
    String name = directory.toString();
    try {
      OutboxDatabase database = OutboxDatabase.open(name, OutboxFolder.file(directory));
      return open(name, database);
    } catch (IOException | SQLException e) {
      throw OutboxFailures.opening(name, e);
    }
  }

  private static OutboxWriter open(String name, OutboxDatabase database) throws SQLException {
    try {
      return new OutboxWriter(name, database, database.read());
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread made = new Thread(work, "modemqtt-outbox");
    made.setDaemon(true);
    return made;
  }

  // ---- the callers ----

  synchronized List<StoredPublish> takeLoaded() {
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
  }

  void put(StoredPublish entry) {
    Put put = new Put(entry, new CompletableFuture<>());
    synchronized (this) {
      requireOpen();
      puts.add(put);
      thread.execute(this::write);
    }
    await(put.done());
  }

  private void await(CompletableFuture<Void> done) {
    try {
      done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof OutboxStoreException known
          ? known
          : OutboxFailures.writing(name, e);
    }
  }

  synchronized void remove(long sequence) {
    requireOpen();
    if (kept.remove(sequence)) {
      removeLater(Set.of(sequence), REMOVAL_SECONDS);
    }
  }

  private synchronized void removeLater(Collection<Long> sequences, long seconds) {
    if (removals.isEmpty() && !closed) {
      thread.schedule(this::write, seconds, TimeUnit.SECONDS);
    }
    removals.addAll(sequences);
  }

  synchronized int size() {
    return kept.size();
  }

  private void requireOpen() {
    if (closed) {
      throw new OutboxStoreException(
          "The outbox in " + name + " is closed", "open it again for another client", null);
    }
  }

  void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        thread.execute(this::end);
      }
    }
    await(ended.copy().orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS));
  }

  // ---- the thread ----

  /** Writes all there is, with removals first: a message can be put again after its removal. */
  private @Nullable OutboxStoreException write() {
    List<Put> added;
    Set<Long> removed;
    synchronized (this) {
      added = puts;
      removed = removals;
      puts = new ArrayList<>();
      removals = new HashSet<>();
    }
    if (added.isEmpty() && removed.isEmpty()) {
      return null;
    }
    try {
      database.write(removed, added.stream().map(Put::entry).toList());
    } catch (SQLException | RuntimeException | Error e) { // else its callers would wait for ever
      removeLater(removed, RETRY_SECONDS);
      return failed(added, e);
    }
    failing = false;
    synchronized (this) {
      added.forEach(put -> kept.add(put.entry().sequence()));
    }
    added.forEach(put -> put.done().complete(null));
    return null;
  }

  private OutboxStoreException failed(List<Put> added, Throwable cause) {
    OutboxStoreException failure = OutboxFailures.writing(name, cause);
    if (!failing) {
      failing = true;
      LOG.warn("{}; {}", failure.getMessage(), failure.remedy());
    }
    added.forEach(put -> put.done().completeExceptionally(failure));
    return failure;
  }

  private void end() {
    OutboxStoreException failure = write();
    database.close();
    if (failure == null) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(failure);
    }
    thread.shutdownNow();
  }
}
