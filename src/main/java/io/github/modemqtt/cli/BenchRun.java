package io.github.modemqtt.cli;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.Publication;
import io.github.modemqtt.session.PublishOptions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages, as many at once as the window says, and notes when each gets on.
 *
 * <p>The next message is queued when one is acknowledged, so that none waits for those before it
 * longer than the window makes it.
 */
final class BenchRun {
  private final ModemMqttClient client;
  private final OutgoingMessage message;
  private final int window;
  private final IntConsumer progress;
  private final Semaphore room;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final long[] queued;
  private final long[] accepted;
  private final long[] acknowledged;
  private int done;

  BenchRun(
      ModemMqttClient client,
      OutgoingMessage message,
      int count,
      int window,
      IntConsumer progress) {
    this.client = client;
    this.message = message;
    this.window = window;
    this.progress = progress;
    room = new Semaphore(window);
    queued = new long[count];
    accepted = new long[count];
    acknowledged = new long[count];
  }

  /** Returns the time from the first message to the last acknowledgement. */
  long run() {
    long start = System.nanoTime();
    for (int i = 0; i < queued.length && failure.get() == null; i++) {
      room.acquireUninterruptibly();
      send(i);
    }
    room.acquireUninterruptibly(window);
    long elapsed = System.nanoTime() - start;
    Throwable failed = failure.get();
    if (failed != null) {
      throw failed instanceof RuntimeException known ? known : new CompletionException(failed);
    }
    return elapsed;
  }

  private void send(int index) {
    queued[index] = System.nanoTime();
    Publication publication = client.async().send(message, PublishOptions.DEFAULTS);
    publication.accepted().whenComplete((ignored, failed) -> accepted[index] = System.nanoTime());
    publication
        .acknowledged()
        .whenComplete(
            (ignored, failed) -> {
              acknowledged[index] = System.nanoTime();
              if (failed != null) {
                failure.compareAndSet(null, failed);
              }
              tellProgress();
              room.release();
            });
  }

  /** On the client's one callback thread, except for what was done before anybody looked. */
  private synchronized void tellProgress() {
    done++;
    progress.accept(done);
  }

  List<Latencies> stages() {
    return List.of(
        new Latencies("queued to accepted", differences(queued, accepted)),
        new Latencies("accepted to acknowledged", differences(accepted, acknowledged)),
        new Latencies("queued to acknowledged", differences(queued, acknowledged)));
  }

  private static long[] differences(long[] from, long[] to) {
    long[] differences = new long[from.length];
    Arrays.setAll(differences, i -> Math.max(0, to[i] - from[i]));
    return differences;
  }
}
