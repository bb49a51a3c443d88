package io.github.modemqtt.emulator.internal.line;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.Chunking;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Hands bytes on in pieces, as an adapter between line and host does.
 *
 * <p>Used in the module's own time only.
 */
public final class Chunker implements Wire {
  private static final int ENOUGH = 4096;

  /** How soon a host that does not read is looked at again. */
  private static final Duration STALL = Duration.ofMillis(10);

  private final ModuleTime time;
  private final Chunking chunking;
  private final Wire wire;
  private final Random random;
  private byte[] buffer = new byte[2 * ENOUGH];
  private int size;

  /** How long the next piece should be. */
  private int wanted;

  /** When the first byte of the next piece came. */
  private long since;

  private long notBefore;
  private ModuleClock.@Nullable Timer timer;

  /**
   * Creates an empty stage.
   *
   * @param time the module's time
   * @param chunking which pieces
   * @param wire takes the pieces
   */
  public Chunker(ModuleTime time, Chunking chunking, Wire wire) {
    this.time = time;
    this.chunking = chunking;
    this.wire = wire;
    random = new Random(chunking.seed());
    wanted = nextSize();
    notBefore = time.nanoTime();
  }

  private int nextSize() {
    int variety = chunking.largest() - chunking.smallest();
    return chunking.smallest() + (variety == 0 ? 0 : random.nextInt(variety + 1));
  }

  @Override
  public boolean hasRoom() {
    return size < ENOUGH && wire.hasRoom();
  }

  @Override
  public void send(byte[] piece) {
    if (size == 0) {
      since = time.nanoTime();
    }
    if (buffer.length - size < piece.length) {
      buffer = Arrays.copyOf(buffer, size + piece.length);
    }
    System.arraycopy(piece, 0, buffer, size, piece.length);
    size += piece.length;
    pump();
  }

  private void pump() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    int from = 0;
    while (from < size) {
      Duration wait = wait(size - from);
      if (!wait.isZero()) {
        timer = time.after(wait, this::pump);
        break;
      }
      int count = Math.min(wanted, size - from);
      wire.send(Arrays.copyOfRange(buffer, from, from + count));
      from += count;
      wanted = nextSize();
      since = time.nanoTime();
      notBefore = since + chunking.gap().toNanos();
    }
    size -= from;
    System.arraycopy(buffer, from, buffer, 0, size);
  }

  private Duration wait(int available) {
    long now = time.nanoTime();
    long nanos = notBefore - now;
    if (available < wanted) {
      nanos = Math.max(nanos, since + chunking.latency().toNanos() - now);
    }
    if (nanos > 0) {
      return Duration.ofNanos(nanos);
    }
    return wire.hasRoom() ? Duration.ZERO : STALL;
  }
}
