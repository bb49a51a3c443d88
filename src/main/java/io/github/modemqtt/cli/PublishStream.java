package io.github.modemqtt.cli;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.Publication;
import io.github.modemqtt.session.PublishOptions;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Publishes messages one after the other, several of them under way; ends at the first failure. */
final class PublishStream implements MessageSink {
  /** More messages than this are not read ahead of the module. */
  private static final int UNFINISHED = 64;

  private final ModemMqttClient client;
  private final PublishTally tally;
  private final Runnable onFailure;
  private final Semaphore room = new Semaphore(UNFINISHED);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean closed;

  PublishStream(ModemMqttClient client, PublishTally tally, Runnable onFailure) {
    this.client = client;
    this.tally = tally;
    this.onFailure = onFailure;
  }

  @Override
  public boolean take(OutgoingMessage message) throws InterruptedException {
    room.acquire();
    if (closed || failure.get() != null) {
      room.release();
      return false;
    }
    try {
      Publication publication = client.async().send(message, PublishOptions.DEFAULTS);
      tally.taken(publication);
      publication
          .acknowledged()
          .whenComplete(
              (done, failed) -> {
                tally.ended(publication, failed);
                ended(failed);
              });
      return true;
    } catch (RuntimeException e) {
      ended(e);
      return false;
    }
  }

  private void ended(@Nullable Throwable failed) {
    if (failed != null && failure.compareAndSet(null, failed)) {
      onFailure.run();
    }
    room.release();
  }

  @Override
  public void settle() throws InterruptedException {
    room.acquire(UNFINISHED);
    room.release(UNFINISHED);
  }

  /** Takes nothing more; what was taken goes on. */
  void close() {
    closed = true;
  }

  /** Waits for the end of everything that was taken, and throws the first failure. */
  void finish() throws InterruptedException {
    close();
    settle();
    Throwable failed = failure.get();
    if (failed != null) {
      throw failed instanceof RuntimeException known ? known : new CompletionException(failed);
    }
  }
}
