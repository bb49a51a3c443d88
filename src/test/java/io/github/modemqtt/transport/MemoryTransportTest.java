package io.github.modemqtt.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MemoryTransportTest {
  private static final Duration LONG = Duration.ofSeconds(15);

  private final MemoryTransport.Pair line = MemoryTransport.pair("test");

  @BeforeEach
  void openBothEnds() {
    line.host().open();
    line.module().open();
  }

  @Test
  void whatOneEndWritesTheOtherReads() {
    write(line.host(), "AT\r");
    assertEquals("AT\r", read(line.module(), Duration.ZERO));

    write(line.module(), "\r\nOK\r\n");
    assertEquals("\r\nOK\r\n", read(line.host(), Duration.ZERO));
  }

  @Test
  void readReturnsZeroWhenNothingComesInTime() {
    assertEquals("", read(line.host(), Duration.ofMillis(1)));
  }

  @Test
  void readWaitsForTheFirstByte() throws Exception {
    CompletableFuture<String> reading =
        CompletableFuture.supplyAsync(() -> read(line.host(), LONG));
    write(line.module(), "RDY");
    assertEquals("RDY", reading.get(10, TimeUnit.SECONDS));
  }

  @Test
  void moreThanTheCapacityPassesInOrder() throws Exception {
    byte[] sent = new byte[3 * MemoryTransport.CAPACITY_BYTES + 17];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) (i * 31);
    }
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> line.host().write(sent, 0, sent.length));

    byte[] received = new byte[sent.length];
    for (int at = 0; at < received.length; ) {
      at += line.module().read(received, at, Math.min(1000, received.length - at), LONG);
    }
    writing.get(10, TimeUnit.SECONDS);
    assertArrayEquals(sent, received);
  }

  @Test
  void closingFromAnotherThreadEndsABlockedRead() {
    CompletableFuture<String> reading =
        CompletableFuture.supplyAsync(() -> read(line.host(), LONG));
    line.host().close();
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> reading.get(10, TimeUnit.SECONDS));
    assertInstanceOf(TransportClosedException.class, failure.getCause());
  }

  @Test
  void closingOneEndIsLossForTheOtherAfterItReadWhatWasUnderWay() {
    write(line.module(), "last");
    line.module().close();

    assertEquals("last", read(line.host(), LONG));
    assertThrows(TransportLostException.class, () -> read(line.host(), LONG));
    assertThrows(TransportLostException.class, () -> read(line.host(), LONG));
    assertThrows(TransportLostException.class, () -> write(line.host(), "AT\r"));
  }

  @Test
  void closingFreesAWriterThatWaitsForRoom() {
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> line.host().write(new byte[2 * MemoryTransport.CAPACITY_BYTES], 0, 131_072));
    line.host().close();
    assertThrows(ExecutionException.class, () -> writing.get(10, TimeUnit.SECONDS));
  }

  @Test
  void opensOnce() {
    assertThrows(IllegalStateException.class, () -> line.host().open());
  }

  private static void write(Transport transport, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    transport.write(bytes, 0, bytes.length);
  }

  private static String read(Transport transport, Duration timeout) {
    byte[] buffer = new byte[256];
    return new String(buffer, 0, transport.read(buffer, 0, buffer.length, timeout), US_ASCII);
  }
}
