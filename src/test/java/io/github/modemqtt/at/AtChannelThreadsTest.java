package io.github.modemqtt.at;

import static io.github.modemqtt.at.Bench.failure;
import static io.github.modemqtt.at.Bench.get;
import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import io.github.modemqtt.transport.TransportLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many callers at once: everybody gets their own answer, and nobody waits for ever. */
@Timeout(120)
class AtChannelThreadsTest {
  private static final int CALLERS = 8;
  private static final int COMMANDS = 500;

  private final AnsweringModem modem = new AnsweringModem(this::answer);
  private final AtChannel channel =
      AtChannel.open(modem.host(), Bench.options(64, Bench.LONG, null, 64), AtListener.NONE);
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

  /** What comes before each of the module's lines. */
  private volatile String storm = "";

  @AfterEach
  void close() {
    callers.shutdownNow();
    channel.close();
    modem.close();
  }

  /** A number comes back; an odd one after a URC; one with data is prompted for. */
  private String answer(String line) {
    if (line.startsWith("AT+SEND=")) {
      return storm + "\r\n> ";
    }
    if (!line.startsWith("AT+N=")) {
      return storm + "\r\nOK\r\n";
    }
    String number = line.substring("AT+N=".length());
    String urc = number.endsWith("1") ? "\r\n+PUB: 1,0\r\n" : "";
    return urc + storm + "\r\n+N: " + number + "\r\n" + storm + "\r\nOK\r\n" + storm;
  }

  private static TestCommand echo(int number) {
    return TestCommand.of("AT+N=" + number).replying(ReplyShape.line("+N", NUMBER));
  }

  @Test
  void everyCallerGetsTheirOwnAnswer() {
    everyCaller(
        caller -> {
          for (int i = 0; i < COMMANDS; i++) {
            int number = caller * COMMANDS + i;
            assertEquals("+N: " + number, channel.execute(echo(number)));
          }
          return null;
        });
    assertEquals(CALLERS * COMMANDS, channel.statistics().commands());
    assertEquals(0, channel.statistics().timeouts());
  }

  @Test
  void callersSubmittersCancellersAndUrcsDoNotDisturbEachOther() {
    storm = "\r\n+PUB: 2,0\r\n\r\nNOISE\r\n".repeat(10);
    AtomicInteger urcs = new AtomicInteger();
    channel.onUrc(Publish.RESULT, urc -> urcs.incrementAndGet());
    everyCaller(
        caller -> {
          for (int i = 0; i < COMMANDS / 4; i++) {
            int number = caller * COMMANDS + i;
            CompletableFuture<String> cancelled = channel.submit(echo(1));
            CompletableFuture<String> submitted =
                channel.submit(echo(number), caller % 2 == 0 ? Priority.URGENT : Priority.NORMAL);
            cancelled.cancel(true);
            assertEquals("+N: " + number, channel.execute(echo(number)));
            assertEquals("+N: " + number, get(submitted));
            TestCommand data = TestCommand.of("AT+SEND=" + number).prompting("d" + number);
            assertEquals("", channel.execute(data));
          }
          return null;
        });
    assertTrue(urcs.get() > 0);
    assertEquals(0, channel.statistics().timeouts());
  }

  @Test
  void closingFreesEveryCaller() throws Exception {
    CountDownLatch busy = new CountDownLatch(CALLERS * 10);
    List<Future<?>> all = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      all.add(
          callers.submit(
              () -> {
                while (true) {
                  channel.execute(echo(7));
                  busy.countDown();
                }
              }));
    }
    assertTrue(busy.await(30, TimeUnit.SECONDS));
    channel.close();
    for (Future<?> caller : all) {
      Throwable end =
          assertThrows(
                  java.util.concurrent.ExecutionException.class,
                  () -> caller.get(30, TimeUnit.SECONDS))
              .getCause();
      assertEquals(ChannelClosedException.class, end.getClass());
    }
  }

  // ---- the writing thread wakes up in time, also when the caller has written ----

  @Test
  void aTimeOutComesAlsoWhileALaterOneIsWaitedFor() {
    try (Bench bench = new Bench()) {
      Exchange<Publish.Result> later = bench.channel.submitDeferred(Publish.of(1));
      bench.modem.expect("AT+PUB=1\r").lines("OK");
      get(later.accepted()); // its result has 30 s
      CommandTimeoutException failure =
          assertThrows(
              CommandTimeoutException.class,
              () -> bench.channel.execute(TestCommand.of("AT+A").within(Bench.SHORT)));
      assertEquals("AT+A", failure.command());
      bench.modem.expect("AT+A\r").expect("AT\r").lines("OK");
      bench.roundTrip();
    }
  }

  @Test
  void theDataOfACommandThatItsCallerWroteIsWritten() {
    for (int i = 0; i < COMMANDS; i++) {
      assertEquals("", channel.execute(TestCommand.of("AT+SEND=" + i).prompting("d" + i)));
    }
  }

  @Test
  void aCommandThatWaitsIsWrittenWhenTheCallersOneHasEnded() {
    for (int i = 0; i < COMMANDS; i++) {
      CompletableFuture<String> first = channel.submit(echo(i));
      CompletableFuture<String> second = channel.submit(echo(i + 1));
      assertEquals("+N: " + (i + 2), channel.execute(echo(i + 2)));
      assertEquals("+N: " + i, get(first));
      assertEquals("+N: " + (i + 1), get(second));
    }
  }

  @Test
  void anUnexpectedExceptionInTheWriteOfACallerIsALoss() {
    CompletableFuture<TransportException> lost = new CompletableFuture<>();
    try (AtChannel broken = AtChannel.open(new BrokenTransport(modem.host()))) {
      broken.onLost(lost::complete);
      assertThrows(ChannelClosedException.class, () -> broken.execute(echo(1)));
      assertEquals(TransportLostException.class, get(lost).getClass());
      assertEquals("a transport of this test", get(lost).getCause().getMessage());
      failure(ChannelClosedException.class, broken.submit(echo(2)));
    }
  }

  private interface Caller {
    Void call(int number) throws Exception;
  }

  private void everyCaller(Caller what) {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      int number = caller;
      tasks.add(() -> what.call(number));
    }
    try {
      for (Future<Void> done : callers.invokeAll(tasks, 100, TimeUnit.SECONDS)) {
        done.get();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Cannot write. */
  private record BrokenTransport(Transport line) implements Transport {
    @Override
    public void open() {
      // the line is open, or nobody cares
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      return 0;
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      throw new IllegalStateException("a transport of this test");
    }

    @Override
    public void close() {
      line.close();
    }

    @Override
    public String name() {
      return "broken";
    }
  }
}
