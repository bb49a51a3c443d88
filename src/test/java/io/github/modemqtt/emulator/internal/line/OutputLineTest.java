package io.github.modemqtt.emulator.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the bytes of the module leave it. */
@Timeout(60)
class OutputLineTest {
  private VirtualClock clock = new VirtualClock(Duration.ZERO);
  private final CountingWire wire = new CountingWire();
  private OutputLine line;

  private final class CountingWire implements Wire {
    private boolean room = true;
    private long bytes;
    private int pieces;
    private Runnable onPiece = () -> {};

    @Override
    public boolean hasRoom() {
      return room;
    }

    @Override
    public void send(byte[] piece) {
      bytes += piece.length;
      pieces++;
      onPiece.run();
    }
  }

  private void start(int rate, int capacity) {
    line = new OutputLine(new ModuleTime(clock), wire, capacity, rate);
  }

  @Test
  void aMessageIsThereWhenItsLastBitIsThrough() {
    start(9600, 32);
    line.send(new byte[3]);
    clock.advance(Duration.ofNanos(3_124_999));
    assertEquals(0, wire.bytes);
    clock.advance(Duration.ofNanos(1));
    assertEquals(3, wire.bytes);
    assertTrue(clock.isIdle(), "an idle line needs no timer");
  }

  @Test
  void aMessageDoesNotWaitForThatBehindIt() {
    start(9600, 32);
    line.send(new byte[7]);
    line.send(new byte[100]);
    clock.advance(Duration.ofNanos(7 * 1_041_667));
    assertEquals(7, wire.bytes);
  }

  @Test
  void anIdleTimeIsNotMadeUpFor() {
    start(9600, 32);
    clock.advance(Duration.ofSeconds(5));
    line.send(new byte[1000]);
    clock.advance(Duration.ofMillis(100));
    assertTrue(wire.bytes <= 96, () -> wire.bytes + " bytes");
  }

  @ParameterizedTest
  @CsvSource({"9600, 0", "9600, 3", "115200, 0", "115200, 3", "921600, 0", "921600, 3"})
  void aSaturatedLineKeepsItsRateToTheByteAlsoWithTimersThatComeLate(int rate, int maxLateMillis) {
    clock = new VirtualClock(Duration.ofMillis(maxLateMillis));
    start(rate, 1_000_000);
    wire.onPiece =
        () -> {
          long nominal = clock.nanoTime() / 1000 * rate / 10_000_000;
          assertTrue(wire.bytes <= nominal + 1, "too early");
        };
    long nominal = rate * 60L / 10;
    for (long bytes = 0; bytes < nominal + 1000; bytes += 997) {
      line.send(new byte[997]);
    }
    clock.advance(Duration.ofSeconds(60));
    long burst = rate / 10 * (4 + maxLateMillis + 1) / 1000 + 1;
    assertTrue(wire.bytes <= nominal && wire.bytes >= nominal - burst, () -> wire.bytes + " bytes");
    assertTrue(wire.pieces <= 60 * 400, () -> wire.pieces + " wake-ups in 60 s");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void manySmallMessagesTakeAsLongAsOneLargeOne(int size) {
    start(115_200, 1_000_000);
    for (int i = 0; i < 11_520; i += size) {
      line.send(new byte[size]);
    }
    clock.advance(Duration.ofMillis(999));
    assertTrue(wire.bytes < 11_520 && wire.bytes > 11_400, () -> wire.bytes + " bytes");
  }

  @Test
  void whatFindsNoRoomIsDroppedAndCounted() {
    start(9600, 2);
    for (int i = 0; i < 5; i++) {
      line.send(new byte[10]);
    }
    clock.advance(Duration.ofSeconds(1));
    assertEquals(20, wire.bytes);
    assertEquals(3, line.dropped());
  }

  @Test
  void aHostThatDoesNotReadStopsTheLineAndALongTimeIsNotMadeUpFor() {
    start(9600, 1000);
    line.send(new byte[5000]);
    clock.advance(Duration.ofSeconds(1));
    wire.room = false;
    clock.advance(Duration.ofSeconds(10));
    long before = wire.bytes;
    wire.room = true;
    clock.advance(Duration.ofSeconds(1));
    long more = wire.bytes - before;
    assertTrue(more <= 2 * 960 && more > 930, () -> more + " bytes");
  }

  @Test
  void aProcessThatSleptDoesNotGetAFlood() {
    start(9600, 1000);
    line.send(new byte[50_000]);
    clock.advance(Duration.ofSeconds(1));
    long before = wire.bytes;
    clock.jump(Duration.ofSeconds(10));
    clock.advance(Duration.ofMillis(1));
    assertTrue(wire.bytes - before <= 965, () -> (wire.bytes - before) + " bytes at once");
  }

  @Test
  void theRateMayChangeOnTheWay() {
    start(9600, 1000);
    line.send(new byte[50_000]);
    clock.advance(Duration.ofSeconds(1));
    line.setRate(115_200);
    clock.advance(Duration.ofSeconds(1));
    assertTrue(
        wire.bytes <= 960 + 11_520 && wire.bytes > 960 + 11_400, () -> wire.bytes + " bytes");
  }

  @Test
  void withoutARateThereIsNoWait() {
    start(0, 1000);
    line.send(new byte[5000]);
    assertEquals(5000, wire.bytes);
    wire.room = false;
    line.send(new byte[10]);
    assertEquals(5000, wire.bytes);
    wire.room = true;
    clock.advance(Duration.ofMillis(10));
    assertEquals(5010, wire.bytes);
  }
}
