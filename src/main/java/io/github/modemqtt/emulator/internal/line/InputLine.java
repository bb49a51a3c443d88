package io.github.modemqtt.emulator.internal.line;

import io.github.modemqtt.emulator.internal.time.ModuleTime;
import io.github.modemqtt.emulator.model.ModuleClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The line from the host: what the host wrote at once comes in at the line's rate, and makes a
 * chunk when the line pauses or the UART's buffer is full.
 *
 * <p>Used in the module's own time only.
 */
public final class InputLine {
  private final ModuleTime time;
  private final Duration gap;
  private final Consumer<byte[]> chunks;
  private final Runnable taken;
  private final LineTime line;
  private final byte[] chunk;

  /** What is not through yet. Each has a timer, but timers may overtake each other. */
  private final ArrayDeque<byte[]> underWay = new ArrayDeque<>();

  private int length;
  private ModuleClock.@Nullable Timer pause;

  /**
   * Creates an idle line.
   *
   * @param time the module's time
   * @param gap the pause that ends a chunk
   * @param maxChunk the UART's buffer in bytes
   * @param bitsPerSecond the rate
   * @param chunks takes the chunks
   * @param taken is called when a piece is through
   */
  public InputLine(
      ModuleTime time,
      Duration gap,
      int maxChunk,
      int bitsPerSecond,
      Consumer<byte[]> chunks,
      Runnable taken) {
    this.time = time;
    this.gap = gap;
    this.chunks = chunks;
    this.taken = taken;
    line = new LineTime(bitsPerSecond, time.nanoTime());
    chunk = new byte[maxChunk];
  }

  /**
   * Changes the rate.
   *
   * @param bitsPerSecond the rate
   */
  public void setRate(int bitsPerSecond) {
    line.setRate(bitsPerSecond);
  }

  /**
   * Takes what the host wrote.
   *
   * @param bytes the bytes; not changed afterwards
   */
  public void written(byte[] bytes) {
    noPause();
    long now = time.nanoTime();
    line.begin(now);
    line.pass(bytes.length);
    underWay.add(bytes);
    time.after(Duration.ofNanos(Math.max(0, line.end() - now)), this::arrived);
  }

  private void arrived() {
    byte[] bytes = underWay.remove();
    taken.run();
    for (int from = 0; from < bytes.length; ) {
      int count = Math.min(bytes.length - from, chunk.length - length);
      System.arraycopy(bytes, from, chunk, length, count);
      from += count;
      length += count;
      if (length == chunk.length) {
        deliver();
      }
    }
    if (underWay.isEmpty() && length > 0) {
      noPause();
      pause = time.after(gap, this::deliver);
    }
  }

  private void noPause() {
    if (pause != null) {
      pause.cancel();
      pause = null;
    }
  }

  private void deliver() {
    byte[] whole = Arrays.copyOf(chunk, length);
    length = 0;
    chunks.accept(whole);
  }
}
