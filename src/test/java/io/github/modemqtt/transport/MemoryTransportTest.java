package io.github.modemqtt.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryTransportTest extends TransportContract {

  @Override
  protected Line newLine() {
    MemoryTransport.Pair pair = MemoryTransport.pair("test");
    pair.host().open();
    pair.module().open();
    return new Line(pair.host(), pair.module(), () -> {});
  }

  @Override
  protected Transport newUnopened() {
    return MemoryTransport.pair("test").host();
  }

  @Test
  void lossComesAfterWhatWasUnderWay() {
    Line line = newLine();
    write(line.peer(), "last");
    line.peer().close();

    assertThrows(TransportLostException.class, () -> write(line.end(), "AT\r"));
    assertEquals("last", readText(line.end(), 4));
    assertThrows(TransportLostException.class, () -> readText(line.end(), 1));
  }

  @Test
  void theEndsAreNamed() {
    MemoryTransport.Pair pair = MemoryTransport.pair("a");
    assertEquals("memory:a/host", pair.host().name());
    assertEquals("memory:a/module", pair.module().name());
  }

  @Test
  void holdsItsCapacityWhoeverReads() {
    byte[] all = new byte[MemoryTransport.CAPACITY_BYTES];
    new Random(1).nextBytes(all);
    Line line = newLine();

    line.peer().write(all, 0, all.length);

    assertArrayEquals(all, read(line.end(), all.length));
  }

  @Test
  void bytesStayInOrderWhileTheLineGrows() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      byte[] all = new byte[MemoryTransport.CAPACITY_BYTES];
      random.nextBytes(all);
      Line line = newLine();
      int written = 0;
      int read = 0;
      while (read < all.length) {
        int more = Math.min(random.nextInt(2000), all.length - written);
        line.peer().write(all, written, more);
        written += more;
        int taken = Math.min(random.nextInt(1800), written - read);
        taken = written == all.length ? written - read : taken;
        byte[] expected = Arrays.copyOfRange(all, read, read + taken);
        assertArrayEquals(expected, read(line.end(), taken), "seed " + seed);
        read += taken;
      }
    }
  }

  private static byte[] read(Transport end, int length) {
    byte[] bytes = new byte[length];
    int read = 0;
    while (read < length) {
      int count = end.read(bytes, read, length - read, Duration.ofSeconds(10));
      assertNotEquals(0, count);
      read += count;
    }
    return bytes;
  }
}
