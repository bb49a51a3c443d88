package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * A channel without threads: the test is the module, and the time passes when it says so.
 *
 * <p>Texts are bytes: each character stands for the byte of its value.
 */
final class PassiveLine {
  private static final int ATTEMPTS = 4;
  private static final int PATIENCE_SECONDS = 300;
  private static final long READING_NANOS = 5_000;
  private static final TestCommand CLEAN =
      TestCommand.of("AT+CLEAN").replying(ReplyShape.line("+CLEAN", ReplyShape.Field.NUMBER));

  private final Deliveries deliveries = new Deliveries(new ReentrantLock());
  private final Counters counters = new Counters();
  private final Deque<String> writes = new ArrayDeque<>();
  private final Correlator correlator;
  private long now = 1;

  PassiveLine(AtChannelOptions options, AtListener listener) {
    correlator = correlator(options, listener, deliveries, counters);
  }

  /** The part without threads that this class drives, for tests that want it bare. */
  static Correlator correlator(
      AtChannelOptions options, AtListener listener, Deliveries deliveries, Counters counters) {
    return new Correlator(
        "passive",
        options,
        new Announcer(listener, deliveries),
        new Outcomes(deliveries, Runnable::run, counters),
        counters);
  }

  <T> PassiveLine onUrc(UrcType<T> type, Consumer<? super T> subscriber) {
    correlator.entryOf(type).subscribers.add((urc, line) -> subscriber.accept(urc));
    return this;
  }

  PassiveLine onUnknown(Consumer<? super AtLine> subscriber) {
    correlator.unknownSubscribers().add(subscriber);
    return this;
  }

  <R> CompletableFuture<R> submit(AtCommand<R> command) {
    PendingCommand<R> pending =
        new PendingCommand<>(command, command.line(), Priority.NORMAL, null);
    correlator.submit(pending);
    work();
    return pending.future;
  }

  /** Returns the future of the result; that of the acceptance ends before. */
  <T> CompletableFuture<T> submitDeferred(DeferredCommand<T> command) {
    AwaitedResult<T> result = new AwaitedResult<>(command, command.line().toString());
    correlator.entryOf(command.resultType()).awaitedOnce = true;
    correlator.submit(new PendingCommand<>(command, command.line(), Priority.NORMAL, result));
    work();
    return result.future;
  }

  CompletableFuture<Void> synchronize() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    correlator.synchronize(done, null);
    work();
    return done;
  }

  /** Returns the oldest write of the host that was not looked at, or an empty text. */
  String nextWrite() {
    String write = writes.poll();
    return write == null ? "" : write;
  }

  PassiveLine say(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return say(bytes, () -> Integer.MAX_VALUE);
  }

  PassiveLine say(byte[] bytes, IntSupplier sizes) {
    int at = 0;
    while (at < bytes.length) {
      int size = Math.min(sizes.getAsInt(), bytes.length - at);
      byte[] read = new byte[size];
      System.arraycopy(bytes, at, read, 0, size);
      correlator.received(read, size, now);
      now += READING_NANOS;
      correlator.listening(now);
      work();
      at += size;
    }
    return this;
  }

  /** Lets the time pass; what is due on the way is done at its moment. */
  PassiveLine elapse(Duration duration) {
    long end = now + duration.toNanos();
    for (long due = correlator.nextDeadline(); due <= end; due = correlator.nextDeadline()) {
      now = Math.max(now, due);
      correlator.tick(now);
      work();
    }
    now = end;
    return this;
  }

  /**
   * Lets a sound module answer from now on, and requires that a command gets its own answer.
   *
   * <p>What came before may have left half a message, a URC without its second line, or data that
   * is still to come: what those swallow of the first answers is their price.
   */
  void assertRecovers() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      CompletableFuture<String> clean = submit(CLEAN);
      for (int i = 0; i < PATIENCE_SECONDS && !clean.isDone(); i++) {
        answerAll();
        elapse(Duration.ofSeconds(1));
      }
      assertTrue(clean.isDone(), "a command that never ends");
      if (!clean.isCompletedExceptionally() && clean.join().equals("+CLEAN: 1")) {
        return;
      }
    }
    fail("no command got its answer");
  }

  private void answerAll() {
    for (String write = nextWrite(); !write.isEmpty(); write = nextWrite()) {
      say((write.equals("AT+CLEAN\r") ? "\r\n+CLEAN: 1\r\n" : "") + "\r\nOK\r\n");
    }
  }

  AtStatistics statistics() {
    return counters.snapshot();
  }

  private void work() {
    for (byte[] bytes = correlator.nextWrite(now);
        bytes != null;
        bytes = correlator.nextWrite(now)) {
      writes.add(new String(bytes, ISO_8859_1));
      correlator.written(bytes.length, now);
    }
    deliveries.drain();
  }
}
