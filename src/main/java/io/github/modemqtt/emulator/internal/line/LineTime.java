package io.github.modemqtt.emulator.internal.line;

/**
 * When the bytes of one direction are through: one after the other, 10 bit times each.
 *
 * <p>Counts from the moment when the line was last idle, not from byte to byte, so that nothing is
 * lost by rounding and by timers that come late.
 */
final class LineTime {
  static final int UNLIMITED = 0;
  private static final long BITS_PER_BYTE = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private int rate;
  private long start;
  private long passed;

  LineTime(int bitsPerSecond, long now) {
    rate = bitsPerSecond;
    start = now;
  }

  boolean unlimited() {
    return rate == UNLIMITED;
  }

  /** Bytes that are under way go on from here at the new rate. */
  void setRate(int bitsPerSecond) {
    start = end();
    passed = 0;
    rate = bitsPerSecond;
  }

  /** The line was idle until now, if it was idle at all. */
  void begin(long now) {
    if (end() - now < 0) {
      restart(now);
    }
  }

  /** The time until now does not count. */
  void restart(long now) {
    start = now;
    passed = 0;
  }

  /** When all bytes that passed were through. */
  long end() {
    return endOf(0);
  }

  /** When that many further bytes are through. */
  long endOf(long bytes) {
    return start + nanos(passed + bytes);
  }

  /** How many bytes went through in a time. */
  long bytesIn(long nanos) {
    return nanos / NANOS_PER_SECOND * rate / BITS_PER_BYTE
        + nanos % NANOS_PER_SECOND * rate / (NANOS_PER_SECOND * BITS_PER_BYTE);
  }

  /** How many further bytes are through now. */
  long due(long now) {
    return bytesIn(now - start) - passed;
  }

  void pass(long bytes) {
    passed += bytes;
    // As many bytes as the rate has bits take 10 s to the nanosecond.
    while (rate > 0 && passed >= rate) {
      passed -= rate;
      start += BITS_PER_BYTE * NANOS_PER_SECOND;
    }
  }

  private long nanos(long bytes) {
    return unlimited() ? 0 : (bytes * BITS_PER_BYTE * NANOS_PER_SECOND + rate - 1) / rate;
  }
}
