package io.github.modemqtt.cli;

import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.Publication;
import io.github.modemqtt.session.PublishOptions;
import java.time.Duration;
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
  private final int[] successes;
  private final long start = System.nanoTime();
  private long last = start;
  private int done;
  private int succeeded;

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
    successes = new int[count];
  }

  /** Publishes all; throws what fails first. */
  void run() {
    for (int i = 0; i < queued.length && failure.get() == null; i++) {
      room.acquireUninterruptibly();
      send(i);
    }
    room.acquireUninterruptibly(window);
    Throwable failed = failure.get();
    if (failed != null) {
      throw failed instanceof RuntimeException known ? known : new CompletionException(failed);
    }
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
              tellProgress(index, failed == null);
              room.release();
            });
  }

  /** On the client's one callback thread, except for what was done before anybody looked. */
  private synchronized void tellProgress(int index, boolean success) {
    if (success) {
      successes[succeeded++] = index;
      last = acknowledged[index];
    }
    done++;
    progress.accept(done);
  }

  /** What is known so far. */
  synchronized Measured measured() {
    int[] known = Arrays.copyOf(successes, succeeded);
    return new Measured(
        succeeded,
        Duration.ofNanos(last - start),
        succeeded == 0
            ? List.of()
            : List.of(
                new Latencies("queued to accepted", differences(known, queued, accepted)),
                new Latencies(
                    "accepted to acknowledged", differences(known, accepted, acknowledged)),
                new Latencies("queued to acknowledged", differences(known, queued, acknowledged))));
  }

  private static long[] differences(int[] which, long[] from, long[] to) {
    return Arrays.stream(which).mapToLong(i -> Math.max(0, to[i] - from[i])).toArray();
  }

  /**
   * What a run has measured.
   *
   * @param messages how many messages were acknowledged
   * @param duration from the first message to the last acknowledgement
   * @param stages the latencies; none if there is no message
   */
  record Measured(int messages, Duration duration, List<Latencies> stages) {}
}
