package io.github.modemqtt.emulator.model;

import java.time.Duration;

/**
 * In which pieces the host gets what the module says.
 *
 * <p>A piece goes on when it has its size, or when the latency is over since its first byte, but
 * never sooner than the gap after the one before. Without a gap a host that is slow to read may
 * find several pieces together, as behind a real adapter. All times are on the module's {@linkplain
 * ModuleClock clock}.
 *
 * @param smallest the smallest size that is drawn for a piece, in bytes
 * @param largest the largest size that is drawn for a piece, in bytes
 * @param seed chooses the sizes: the same seed and output give the same pieces
 * @param gap the least time from piece to piece
 * @param latency how long a piece may wait for the bytes that it lacks
 */
public record Chunking(int smallest, int largest, long seed, Duration gap, Duration latency) {
  private static final int USB_DATA_BYTES = 62;
  private static final Duration USB_LATENCY = Duration.ofMillis(16);

  /**
   * Checks the ranges.
   *
   * @param smallest the smallest size that is drawn for a piece, in bytes
   * @param largest the largest size that is drawn for a piece, in bytes
   * @param seed chooses the sizes
   * @param gap the least time from piece to piece
   * @param latency how long a piece may wait for the bytes that it lacks
   */
  public Chunking {
    if (smallest < 1 || largest < smallest) {
      throw new IllegalArgumentException(
          "the sizes must be at least 1 and in order, not " + smallest + " to " + largest);
    }
    if (gap.isNegative() || latency.isNegative()) {
      throw new IllegalArgumentException(
          "the gap and the latency must not be negative: " + gap + ", " + latency);
    }
  }

  /**
   * As the line delivers: without a {@linkplain
   * io.github.modemqtt.emulator.EmulatedModuleBuilder#lineRate rate} a message is one piece.
   *
   * @return the chunking
   */
  public static Chunking whole() {
    return random(Integer.MAX_VALUE, Integer.MAX_VALUE, 0);
  }

  /**
   * Pieces of one size; the last one of what is there may be shorter.
   *
   * @param bytes the size
   * @return the chunking
   */
  public static Chunking fixed(int bytes) {
    return random(bytes, bytes, 0);
  }

  /**
   * Pieces of sizes that only look random.
   *
   * @param smallest the smallest size in bytes
   * @param largest the largest size in bytes
   * @param seed chooses the sizes
   * @return the chunking
   */
  public static Chunking random(int smallest, int largest, long seed) {
    return new Chunking(smallest, largest, seed, Duration.ZERO, Duration.ZERO);
  }

  /**
   * As an FTDI adapter with its default latency timer: packets of 62 bytes, or 16 ms after the
   * first byte.
   *
   * @return the chunking
   */
  public static Chunking usb() {
    return new Chunking(USB_DATA_BYTES, USB_DATA_BYTES, 0, Duration.ZERO, USB_LATENCY);
  }

  /**
   * The same with pauses.
   *
   * @param newGap the least time from piece to piece
   * @return the chunking
   */
  public Chunking withGap(Duration newGap) {
    return new Chunking(smallest, largest, seed, newGap, latency);
  }
}
