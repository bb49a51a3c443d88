package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that is slower than the module slows the line down, and fills no heap. */
@Timeout(60)
class AtChannelBackPressureTest {
  private static final int LINES = 200_000;
  private static final String LINE = "NOISE\r\n";

  private final AnsweringModem modem = new AnsweringModem(line -> "\r\nOK\r\n");
  private final SlowListener listener = new SlowListener();
  private final AtChannel channel = AtChannel.open(modem.host(), Bench.PATIENT, listener);
  private final Thread feeder = new Thread(this::feed, "feeder");

  /** Sticks in the first command, on the thread of whoever sends it. */
  private static final class SlowListener implements AtListener {
    final CountDownLatch stuck = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    final AtomicInteger noise = new AtomicInteger();
    volatile Runnable first = () -> {};

    @Override
    public void onCommand(long nanoTime, String line) {
      if (stuck.getCount() > 0) {
        stuck.countDown();
        awaitQuietly(release);
        first.run();
      }
    }

    @Override
    public void onLine(long nanoTime, LineKind kind, String text) {
      if (kind == LineKind.UNKNOWN) {
        noise.incrementAndGet();
      }
    }
  }

  @AfterEach
  void close() {
    listener.release.countDown();
    channel.close();
    modem.close();
  }

  @Test
  void theLineIsReadOnWhenTheListenerGoesOn() throws Exception {
    CompletableFuture<String> command = stickAndFeed();
    long before = channel.statistics().bytesReceived();
    assertTrue(before < LINES * LINE.length() / 2, before + " bytes were read");
    listener.release.countDown();
    get(command);
    feeder.join();
    CompletableFuture<String> last = channel.submit(TestCommand.of("AT+B"));
    get(last);
    assertEquals(LINES, listener.noise.get());
  }

  @Test
  void aRefusedCommandFailsAtOnceWhileTheListenerSticks() throws Exception {
    CompletableFuture<String> command = stickAndFeed();
    CompletableFuture<String> refused = channel.submit(TestCommand.of("AT+B"));
    for (int i = 0; !refused.isDone() && i < 1000; i++) {
      refused = channel.submit(TestCommand.of("AT+B"));
    }
    failure(QueueFullException.class, refused);
    channel.close();
    listener.release.countDown();
    failure(ChannelClosedException.class, command);
    feeder.join();
  }

  @Test
  void closingFreesTheReaderThatWaits() throws Exception {
    CompletableFuture<String> command = stickAndFeed();
    channel.close();
    listener.release.countDown();
    failure(ChannelClosedException.class, command);
    feeder.join();
  }

  @Test
  void theListenerMayCloseTheChannelThatWaitsForIt() throws Exception {
    CompletableFuture<String> closed = new CompletableFuture<>();
    listener.first =
        () -> {
          channel.close();
          closed.complete("closed");
        };
    CompletableFuture<String> command = stickAndFeed();
    listener.release.countDown();
    assertEquals("closed", get(closed));
    failure(ChannelClosedException.class, command);
    feeder.join();
  }

  /** Returns when the listener sticks and the module cannot send any more. */
  private CompletableFuture<String> stickAndFeed() {
    CompletableFuture<String> command =
        CompletableFuture.supplyAsync(() -> channel.execute(TestCommand.of("AT+A")));
    awaitQuietly(listener.stuck);
    feeder.setDaemon(true);
    feeder.start();
    while (feeder.getState() != Thread.State.WAITING || !readerWaits()) {
      Thread.onSpinWait();
    }
    return command;
  }

  /** Nothing tells that a thread waits for room but where it is. */
  private static boolean readerWaits() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("at-reader memory:answering"))
        .flatMap(thread -> java.util.Arrays.stream(thread.getValue()))
        .anyMatch(frame -> frame.getMethodName().equals("awaitRoom"));
  }

  private void feed() {
    String some = LINE.repeat(100);
    try {
      for (int i = 0; i < LINES / 100; i++) {
        modem.say(some);
      }
    } catch (io.github.modemqtt.transport.TransportException e) {
      return; // the channel was closed: the end of the test
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS), "it did not happen");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
