package io.github.modemqtt.emulator.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * When the bytes of the host come in, and what makes a chunk. At 9,600 bit/s, a byte is 1.04 ms.
 */
@Timeout(60)
class InputLineTest {
  private static final Duration GAP = Duration.ofMillis(3);

  private final VirtualClock clock = new VirtualClock(Duration.ZERO);
  private final List<Integer> chunks = new ArrayList<>();
  private int taken;
  private final InputLine line =
      new InputLine(
          new ModuleTime(clock), GAP, 100, 9600, chunk -> chunks.add(chunk.length), () -> taken++);

  private void advanceMicros(long micros) {
    clock.advance(Duration.ofNanos(micros * 1000));
  }

  @Test
  void aChunkEndsAPauseAfterItsLastByte() {
    line.written(new byte[12]);
    advanceMicros(12_499);
    assertEquals(0, taken);
    advanceMicros(1);
    assertEquals(1, taken);
    advanceMicros(2_999);
    assertEquals(List.of(), chunks);
    advanceMicros(1);
    assertEquals(List.of(12), chunks);
  }

  @Test
  void whatIsWrittenWhileTheLineIsBusyFollowsWithoutAPause() {
    line.written(new byte[12]);
    advanceMicros(8_000);
    line.written(new byte[12]);
    advanceMicros(16_999);
    assertEquals(1, taken);
    advanceMicros(1);
    assertEquals(2, taken);
    advanceMicros(3_000);
    assertEquals(List.of(24), chunks);
  }

  @Test
  void aByteThatStartsInsideThePauseBelongsToTheChunk() {
    line.written(new byte[12]);
    advanceMicros(15_499);
    line.written(new byte[12]);
    advanceMicros(20_000);
    assertEquals(List.of(24), chunks);
  }

  @Test
  void aPauseMakesTwoChunks() {
    line.written(new byte[12]);
    advanceMicros(15_501);
    line.written(new byte[3]);
    advanceMicros(20_000);
    assertEquals(List.of(12, 3), chunks);
  }

  @Test
  void aFullBufferIsAChunk() {
    line.written(new byte[250]);
    clock.advance(Duration.ofSeconds(1));
    assertEquals(List.of(100, 100, 50), chunks);
  }

  @Test
  void theRateMayChange() {
    line.setRate(115_200);
    line.written(new byte[72]);
    advanceMicros(6_250);
    assertEquals(1, taken);
  }

  @Test
  void aSaturatedLineKeepsItsRate() {
    for (int i = 0; i < 1000; i++) {
      line.written(new byte[97]);
    }
    clock.advance(Duration.ofSeconds(60));
    assertEquals(60 * 960 / 97, taken);
  }
}
