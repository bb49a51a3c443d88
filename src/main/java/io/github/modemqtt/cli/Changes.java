package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is changed at a module for a while, and how it is set back if the process is interrupted.
 *
 * <p>Once that has begun nobody else changes anything: who asks waits until the line is closed.
 */
final class Changes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AtChannel channel;
  private final Deque<Supplier<? extends CompletableFuture<?>>> undos = new ArrayDeque<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private boolean ending;

  Changes(AtChannel channel) {
    this.channel = channel;
  }

  /** Does something between a change and the command that sets it back. */
  void between(AtCommand<?> change, AtCommand<?> back, Runnable action, Runnable restore) {
    during(
        () -> channel.submit(back, Priority.URGENT),
        () -> {
          channel.execute(change);
          action.run();
        },
        restore);
  }

  /**
   * Does something that leaves a module changed.
   *
   * @param undo starts to set it back, if the process is interrupted
   * @param restore sets it back otherwise
   */
  void during(Supplier<? extends CompletableFuture<?>> undo, Runnable action, Runnable restore) {
    unlessEnding(() -> undos.push(undo));
    try {
      action.run();
    } finally {
      unlessEnding(() -> undos.remove(undo));
      restore.run();
    }
  }

  /** Begins no new step while the module is set back. */
  void requireNotEnding() {
    unlessEnding(() -> {});
  }

  private void unlessEnding(Runnable change) {
    synchronized (undos) {
      if (!ending) {
        change.run();
        return;
      }
    }
    ended.join();
    throw new IllegalStateException("The process is ending");
  }

  /** Sets everything back, as far as that is possible in a few seconds, and closes the line. */
  void undoAndClose() {
    List<CompletableFuture<?>> undone = new ArrayList<>();
    synchronized (undos) {
      ending = true;
    }
    try {
      undos.forEach(undo -> undone.add(undo.get()));
      CompletableFuture.allOf(undone.toArray(CompletableFuture<?>[]::new))
          .get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException | ModemException e) {
      LOG.debug("Could not set everything back at {}", channel.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      channel.close();
      ended.complete(null);
    }
  }

  @Override
  public void close() {
    synchronized (undos) {
      if (!ending) {
        ended.complete(null);
      }
    }
    ended.join();
    channel.close();
  }
}
