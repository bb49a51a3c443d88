package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportClosedException;
import io.github.modemqtt.transport.TransportException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtChannelEndTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  /** One command that runs, one that waits, one whose result is awaited. */
  private List<CompletableFuture<?>> pending() {
    Exchange<Publish.Result> publish = bench.channel.submitDeferred(Publish.of(1));
    bench.modem.expect("AT+PUB=1\r").lines("OK");
    get(publish.accepted());
    CompletableFuture<String> running = bench.channel.submit(TestCommand.of("AT+A"));
    bench.modem.expect("AT+A\r");
    CompletableFuture<String> waiting = bench.channel.submit(TestCommand.of("AT+B"));
    Exchange<Publish.Result> second = bench.channel.submitDeferred(Publish.of(2));
    return List.of(publish.completed(), running, waiting, second.accepted(), second.completed());
  }

  @Test
  void closeFailsEverythingThatIsPending() {
    List<CompletableFuture<?>> pending = pending();
    CompletableFuture<Void> synchronizing = CompletableFuture.runAsync(bench.channel::synchronize);
    bench.channel.close();
    for (CompletableFuture<?> future : pending) {
      ChannelClosedException failure = failure(ChannelClosedException.class, future);
      assertNull(failure.getCause());
    }
    failure(ChannelClosedException.class, synchronizing);
  }

  @Test
  void closeMayBeRepeatedAndEndsTheThreads() throws Exception {
    Set<Thread> threads = threads();
    assertEquals(2, threads.size(), threads::toString);
    bench.roundTrip();
    threads = threads();
    assertEquals(3, threads.size(), threads::toString);
    bench.channel.close();
    bench.channel.close();
    for (Thread thread : threads) {
      thread.join(15_000);
      assertFalse(thread.isAlive(), thread::getName);
    }
  }

  private Set<Thread> threads() {
    String name = bench.channel.name();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().endsWith(" " + name))
        .collect(Collectors.toSet());
  }

  @Test
  void aClosedChannelRefusesCommands() {
    bench.channel.close();
    assertThrows(ChannelClosedException.class, () -> bench.channel.execute(TestCommand.of("AT")));
    failure(ChannelClosedException.class, bench.channel.submit(TestCommand.of("AT")));
    failure(ChannelClosedException.class, bench.channel.submitDeferred(Publish.of(1)).completed());
    assertThrows(ChannelClosedException.class, bench.channel::synchronize);
  }

  @Test
  void closingOnPurposeIsNoLoss() {
    BlockingQueue<TransportException> lost = new LinkedBlockingQueue<>();
    bench.channel.onLost(lost::add);
    bench.channel.close();
    assertTrue(lost.isEmpty());
  }

  @Test
  void aCallbackMayCloseTheChannel() {
    CompletableFuture<String> closed = new CompletableFuture<>();
    bench.channel.onUrc(
        Publish.RESULT,
        urc -> {
          bench.channel.close();
          closed.complete("closed");
        });
    bench.modem.lines("+PUB: 1,0");
    assertEquals("closed", get(closed));
  }

  @Test
  void aCallbackInPlaceMayCloseTheChannel() {
    try (Bench direct = new Bench(Bench.PATIENT.withCallbackExecutor(Runnable::run))) {
      CompletableFuture<String> closed = new CompletableFuture<>();
      direct.channel.onUrc(
          Publish.RESULT,
          urc -> {
            direct.channel.close();
            closed.complete("closed");
          });
      direct.modem.lines("+PUB: 1,0");
      assertEquals("closed", get(closed));
    }
  }

  @Test
  void aFinalResultThatIsLateForTheCloseDoesNotReviveTheChannel() {
    Deliveries deliveries = new Deliveries(new ReentrantLock());
    Correlator correlator =
        PassiveLine.correlator(Bench.PATIENT, AtListener.NONE, deliveries, new Counters());
    TestCommand command = TestCommand.of("AT");
    correlator.submit(new PendingCommand<>(command, command.line(), Priority.NORMAL, null));
    assertEquals(3, correlator.nextWrite(0).length);
    correlator.close(null);
    byte[] late = {'O', 'K', '\r', '\n'};
    correlator.received(late, late.length, 0);
    assertTrue(correlator.isClosed());
    assertEquals(Long.MAX_VALUE, correlator.nextDeadline());
  }

  // ---- loss ----

  @Test
  void aLossFailsEverythingThatIsPendingWithItsCause() {
    List<CompletableFuture<?>> pending = pending();
    bench.modem.close();
    for (CompletableFuture<?> future : pending) {
      ChannelClosedException failure = failure(ChannelClosedException.class, future);
      assertInstanceOf(TransportLostException.class, failure.getCause());
      assertTrue(failure.getMessage().contains("Lost"), failure.getMessage());
    }
    ChannelClosedException later =
        failure(ChannelClosedException.class, bench.channel.submit(TestCommand.of("AT")));
    assertInstanceOf(TransportLostException.class, later.getCause());
  }

  @Test
  void aLossIsToldOnceToEverySubscriber() throws Exception {
    BlockingQueue<TransportException> first = new LinkedBlockingQueue<>();
    CompletableFuture<TransportException> second = new CompletableFuture<>();
    bench.channel.onLost(first::add);
    bench.channel.onLost(second::complete);
    bench.modem.close();
    assertInstanceOf(TransportLostException.class, get(second));
    assertInstanceOf(TransportLostException.class, first.poll(15, TimeUnit.SECONDS));
    bench.channel.close();
    assertTrue(first.isEmpty());
  }

  @Test
  void aLossIsToldAlsoToThoseWhoAskLater() {
    CompletableFuture<TransportException> first = new CompletableFuture<>();
    bench.channel.onLost(first::complete);
    bench.modem.close();
    get(first);
    bench.channel.close();
    CompletableFuture<TransportException> later = new CompletableFuture<>();
    bench.channel.onLost(later::complete);
    assertInstanceOf(TransportLostException.class, get(later));
  }

  @Test
  void aLossIsToldAlsoWhenTheCallbackQueueIsFull() {
    try (Bench small = new Bench(Bench.options(8, Bench.LONG, null, 1))) {
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch started = new CountDownLatch(1);
      CompletableFuture<TransportException> lost = new CompletableFuture<>();
      small.channel.onLost(lost::complete);
      small.channel.onUrc(
          Publish.RESULT,
          urc -> {
            started.countDown();
            await(release);
          });
      small.modem.lines("+PUB: 1,0");
      await(started);
      small.modem.lines("+PUB: 2,0");
      small.roundTrip();
      small.modem.close();
      assertInstanceOf(TransportLostException.class, get(lost));
      release.countDown();
    }
  }

  // ---- a transport that fails in other ways ----

  @Test
  void aStalledWriteIsALossAfterItsTimeOut() {
    CompletableFuture<TransportException> lost = new CompletableFuture<>();
    AtChannelOptions options = Bench.options(8, Bench.SHORT, null, 8);
    try (AtChannel channel = AtChannel.open(new StalledTransport(), options, new Seen())) {
      channel.onLost(lost::complete);
      CompletableFuture<String> command = channel.submit(TestCommand.of("AT"));
      assertTrue(get(lost).getMessage().contains("stuck"), get(lost).getMessage());
      failure(ChannelClosedException.class, command);
    }
  }

  @Test
  void anUnexpectedExceptionOfTheTransportIsALoss() {
    CompletableFuture<TransportException> lost = new CompletableFuture<>();
    Transport broken =
        new StalledTransport() {
          @Override
          public void write(byte[] data, int offset, int length) {
            throw new IllegalStateException("a transport of this test");
          }
        };
    try (AtChannel channel = AtChannel.open(broken)) {
      channel.onLost(lost::complete);
      CompletableFuture<String> command = channel.submit(TestCommand.of("AT"));
      assertInstanceOf(IllegalStateException.class, get(lost).getCause());
      failure(ChannelClosedException.class, command);
    }
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Bench.options(8, Bench.LONG, null, 0));
    assertThrows(IllegalArgumentException.class, () -> Bench.options(0, Bench.LONG, null, 8));
    assertThrows(
        IllegalArgumentException.class, () -> Bench.options(8, Bench.LONG.negated(), null, 8));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(15, TimeUnit.SECONDS), "it did not happen");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes nothing and gives nothing until it is closed. */
  private static class StalledTransport implements Transport {
    private final CountDownLatch closed = new CountDownLatch(1);
    boolean opened;

    @Override
    public void open() {
      opened = true;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      try {
        if (closed.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new TransportClosedException(name());
        }
        return 0;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      AtChannelEndTest.await(closed);
      throw new TransportClosedException(name());
    }

    @Override
    public void close() {
      closed.countDown();
    }

    @Override
    public String name() {
      return "stalled";
    }
  }
}
