package io.github.modemqtt.emulator.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.Chunking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which pieces the host gets what the module says. */
@Timeout(60)
class ChunkerTest {
  private final VirtualClock clock = new VirtualClock(Duration.ZERO);
  private final List<Integer> pieces = new ArrayList<>();
  private boolean room = true;

  private Chunker chunker(Chunking chunking) {
    return new Chunker(
        new ModuleTime(clock),
        chunking,
        new Wire() {
          @Override
          public boolean hasRoom() {
            return room;
          }

          @Override
          public void send(byte[] piece) {
            pieces.add(piece.length);
          }
        });
  }

  private List<Integer> cut(Chunking chunking) {
    pieces.clear();
    chunker(chunking).send(new byte[1000]);
    return List.copyOf(pieces);
  }

  @Test
  void wholeMessagesStayWhole() {
    assertEquals(List.of(1000), cut(Chunking.whole()));
  }

  @Test
  void theLastPieceOfAFixedSizeMayBeShorter() {
    assertEquals(List.of(300, 300, 300, 100), cut(Chunking.fixed(300)));
  }

  @Test
  void randomSizesDependOnTheSeedOnly() {
    List<Integer> sizes = cut(Chunking.random(1, 64, 7));
    assertEquals(sizes, cut(Chunking.random(1, 64, 7)));
    assertNotEquals(sizes, cut(Chunking.random(1, 64, 8)));
    assertTrue(sizes.stream().allMatch(size -> size >= 1 && size <= 64), sizes::toString);
    assertTrue(sizes.stream().distinct().count() > 5, sizes::toString);
  }

  @Test
  void aUsbAdapterSendsFullPacketsAtOnceAndTheRestWithItsTimer() {
    Chunker usb = chunker(Chunking.usb());
    usb.send(new byte[130]);
    assertEquals(List.of(62, 62), pieces);
    clock.advance(Duration.ofMillis(10));
    usb.send(new byte[10]);
    clock.advance(Duration.ofNanos(5_999_999));
    assertEquals(List.of(62, 62), pieces);
    clock.advance(Duration.ofNanos(1));
    assertEquals(List.of(62, 62, 16), pieces);
    assertTrue(clock.isIdle());
  }

  @Test
  void aGapLiesBetweenPieces() {
    Chunker slow = chunker(Chunking.fixed(10).withGap(Duration.ofMillis(5)));
    slow.send(new byte[30]);
    assertEquals(List.of(10), pieces);
    clock.advance(Duration.ofMillis(5));
    assertEquals(List.of(10, 10), pieces);
    clock.advance(Duration.ofMillis(5));
    assertEquals(List.of(10, 10, 10), pieces);
  }

  @Test
  void itHoldsBackWhileTheHostDoesNotRead() {
    Chunker chunker = chunker(Chunking.fixed(62));
    room = false;
    assertFalse(chunker.hasRoom());
    chunker.send(new byte[62]);
    clock.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), pieces);
    room = true;
    clock.advance(Duration.ofMillis(10));
    assertEquals(List.of(62), pieces);
  }

  @Test
  void sizesAndTimesAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> Chunking.fixed(0));
    assertThrows(IllegalArgumentException.class, () -> Chunking.random(5, 4, 0));
    Chunking usb = Chunking.usb();
    Duration negative = Duration.ofNanos(-1);
    assertThrows(IllegalArgumentException.class, () -> usb.withGap(negative));
  }
}
