package io.github.modemqtt.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport promises, tested from one end of a line with a peer at the other. */
@Timeout(60)
abstract class TransportContract {
  protected static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(1);

  /** The end under test, and the other one, both open; what else to free comes last. */
  record Line(Transport end, Transport peer, AutoCloseable rest) {}

  private Line line;
  private Transport end;
  private Transport peer;

  /** Makes an open line. */
  protected abstract Line newLine();

  /** Makes a transport of the kind under test that was never opened; it need not have a peer. */
  protected abstract Transport newUnopened();

  /** Whether the end sees that its peer has closed. */
  protected boolean seesLoss() {
    return true;
  }

  /** Whether a write waits for a peer that does not read. */
  protected boolean writeBlocks() {
    return true;
  }

  /** How many of 100 lines may lose what was written last. */
  protected int endingsThatMayBeLost() {
    return 0;
  }

  @BeforeEach
  void openLine() {
    line = newLine();
    end = line.end();
    peer = line.peer();
  }

  @AfterEach
  void closeLine() throws Exception {
    end.close();
    peer.close();
    line.rest().close();
  }

  @Test
  void bytesGoBothWays() {
    write(end, "AT\r");
    assertEquals("AT\r", readText(peer, 3));
    write(peer, "\r\nOK\r\n");
    assertEquals("\r\nOK\r\n", readText(end, 6));
  }

  @Test
  void all256ByteValuesPassUnchanged() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    end.write(all, 0, all.length);
    assertArrayEquals(all, readFully(peer, all.length));
    peer.write(all, 0, all.length);
    assertArrayEquals(all, readFully(end, all.length));
  }

  @Test
  void bigBlocksPassInOrderBothWaysAtOnce() throws Exception {
    byte[] there = random(300_000, 1);
    byte[] back = random(300_000, 2);
    CompletableFuture<Void> writingThere = run(() -> end.write(there, 0, there.length));
    CompletableFuture<Void> writingBack = run(() -> peer.write(back, 0, back.length));
    CompletableFuture<byte[]> atPeer =
        CompletableFuture.supplyAsync(
            () -> readFully(peer, there.length), TransportContract::start);

    assertArrayEquals(back, readFully(end, back.length));
    assertArrayEquals(there, atPeer.get(30, TimeUnit.SECONDS));
    writingThere.get(30, TimeUnit.SECONDS);
    writingBack.get(30, TimeUnit.SECONDS);
  }

  @Test
  void readAndWriteUseTheGivenPartOfTheArray() {
    end.write("xxATyy".getBytes(US_ASCII), 2, 2);
    end.write(new byte[3], 1, 0);
    write(end, "!");
    byte[] buffer = "------".getBytes(US_ASCII);
    for (int at = 1; at < 4; ) {
      at += peer.read(buffer, at, 4 - at, LONG);
    }
    assertEquals("-AT!--", new String(buffer, US_ASCII));
  }

  @Test
  void readTakesNoMoreThanTheGivenLength() {
    write(peer, "abcdef");
    assertEquals("abc", readText(end, 3));
    assertEquals("def", readText(end, 3));
  }

  @Test
  void readReturnsZeroWhenNothingComesInTime() {
    assertEquals(0, end.read(new byte[8], 0, 8, Duration.ZERO));
    assertEquals(0, end.read(new byte[8], 0, 8, SHORT));
    assertEquals(0, end.read(new byte[8], 0, 8, Duration.ofMillis(-5)));
  }

  @Test
  void readWithoutWaitingGivesWhatIsThere() {
    write(peer, "abc");
    assertEquals("a", readText(end, 1));
    byte[] buffer = new byte[8];
    int count = end.read(buffer, 0, 8, Duration.ZERO);
    assertEquals("bc", new String(buffer, 0, count, US_ASCII));
  }

  @Test
  void readWaitsForTheFirstByteHoweverLongTheTimeout() throws Exception {
    CompletableFuture<Integer> reading =
        CompletableFuture.supplyAsync(
            () -> end.read(new byte[8], 0, 8, Duration.ofSeconds(Long.MAX_VALUE)),
            TransportContract::start);
    write(peer, "R");
    assertEquals(1, reading.get(10, TimeUnit.SECONDS));
  }

  @Test
  void anInterruptDoesNotEndARead() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              started.countDown();
              int count = end.read(new byte[8], 0, 8, LONG);
              stillInterrupted.complete(count == 1 && Thread.currentThread().isInterrupted());
            });
    reader.start();
    assertTrue(started.await(10, TimeUnit.SECONDS));
    reader.interrupt();
    write(peer, "R");
    assertTrue(stillInterrupted.get(10, TimeUnit.SECONDS));
  }

  @Test
  void closingEndsABlockedReadAndLaterCalls() throws Exception {
    AtomicInteger received = new AtomicInteger();
    CompletableFuture<Void> reading =
        run(
            () -> {
              while (true) {
                received.addAndGet(end.read(new byte[8], 0, 8, LONG));
              }
            });
    write(peer, "R");
    while (received.get() == 0) {
      Thread.onSpinWait();
    }
    end.close();
    assertEndsWith(TransportClosedException.class, reading);
    assertThrows(TransportClosedException.class, () -> end.read(new byte[8], 0, 8, LONG));
    assertThrows(TransportClosedException.class, () -> write(end, "AT\r"));
    end.close();
  }

  @Test
  void closingEndsABlockedWrite() throws Exception {
    assumeTrue(writeBlocks(), "this end never blocks in a write");
    AtomicInteger written = new AtomicInteger();
    byte[] block = new byte[1024];
    CompletableFuture<Void> writing =
        run(
            () -> {
              while (true) {
                end.write(block, 0, block.length);
                written.incrementAndGet();
              }
            });
    awaitStandstill(written);
    end.close();
    assertEndsWith(TransportClosedException.class, writing);
  }

  @Test
  void closingThePeerIsALossAtEachCall() {
    assumeTrue(seesLoss(), "this end does not see its peer go");
    peer.close();
    for (int i = 0; i < 3; i++) {
      assertThrows(TransportLostException.class, () -> end.read(new byte[8], 0, 8, LONG));
      assertThrows(TransportLostException.class, () -> end.read(new byte[8], 0, 8, Duration.ZERO));
      assertThrows(TransportLostException.class, () -> write(end, "AT\r"));
    }
    end.close();
    assertThrows(TransportClosedException.class, () -> end.read(new byte[8], 0, 8, LONG));
  }

  @Test
  void closingThePeerEndsABlockedRead() throws Exception {
    assumeTrue(seesLoss(), "this end does not see its peer go");
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Void> reading =
        run(
            () -> {
              while (true) {
                if (end.read(new byte[8], 0, 8, LONG) > 0) {
                  first.countDown();
                }
              }
            });
    write(peer, "R");
    assertTrue(first.await(10, TimeUnit.SECONDS));
    peer.close();
    assertEndsWith(TransportLostException.class, reading);
  }

  @Test
  void whatWasWrittenJustBeforeClosingArrives() throws Exception {
    closeLine();
    int lost = 0;
    for (int i = 0; i < 100; i++) {
      openLine();
      byte[] last = random(i % 2 == 0 ? 20 : 500, i);
      CompletableFuture<byte[]> reading =
          CompletableFuture.supplyAsync(
              () -> readUntilSilence(peer, last.length), TransportContract::start);
      end.write(last, 0, last.length);
      end.close();
      byte[] arrived = reading.get(20, TimeUnit.SECONDS);
      assertArrayEquals(Arrays.copyOf(last, arrived.length), arrived, "line " + i);
      lost += arrived.length < last.length ? 1 : 0;
      closeLine();
    }
    assertTrue(lost <= endingsThatMayBeLost(), lost + " of 100 endings were lost");
  }

  @Test
  void opensOnlyOnce() {
    assertThrows(IllegalStateException.class, () -> end.open());
    write(end, "still open");
    assertEquals("still open", readText(peer, 10));
  }

  @Test
  void cannotBeUsedBeforeItIsOpenNorAfterItWasClosed() {
    Transport unopened = newUnopened();
    assertThrows(
        IllegalStateException.class, () -> unopened.read(new byte[8], 0, 8, Duration.ZERO));
    assertThrows(IllegalStateException.class, () -> write(unopened, "AT\r"));
    unopened.close();
    assertThrows(TransportClosedException.class, unopened::open);
    assertThrows(TransportClosedException.class, () -> write(unopened, "AT\r"));
  }

  protected static CompletableFuture<Void> run(Runnable task) {
    return CompletableFuture.runAsync(task, TransportContract::start);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  protected static void assertEndsWith(Class<? extends Throwable> type, CompletableFuture<?> task) {
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> task.get(10, TimeUnit.SECONDS));
    assertInstanceOf(type, failure.getCause());
  }

  /** Nothing tells that a write is blocked, except that no more bytes go for a while. */
  protected static void awaitStandstill(AtomicInteger progress) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    int before;
    do {
      before = progress.get();
      assertEquals(false, never.await(300, TimeUnit.MILLISECONDS));
    } while (before == 0 || progress.get() != before);
  }

  protected static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  protected static void write(Transport transport, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    transport.write(bytes, 0, bytes.length);
  }

  protected static String readText(Transport transport, int size) {
    return new String(readFully(transport, size), US_ASCII);
  }

  private static byte[] readUntilSilence(Transport transport, int size) {
    byte[] bytes = new byte[size];
    int at = 0;
    int count = 1;
    while (at < size && count > 0) {
      count = transport.read(bytes, at, size - at, Duration.ofSeconds(2));
      at += count;
    }
    return Arrays.copyOf(bytes, at);
  }

  protected static byte[] readFully(Transport transport, int size) {
    byte[] bytes = new byte[size];
    int at = 0;
    while (at < size) {
      int count = transport.read(bytes, at, Math.min(size - at, 1000), LONG);
      assertTrue(count > 0, "nothing came after " + Arrays.toString(Arrays.copyOf(bytes, at)));
      at += count;
    }
    return bytes;
  }
}
