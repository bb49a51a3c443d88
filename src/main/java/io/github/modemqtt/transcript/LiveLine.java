package io.github.modemqtt.transcript;

import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.internal.Deadline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Cuts what a module says into units. Not thread-safe. */
final class LiveLine {
  /** What has no end within so many bytes is cut there. */
  static final int LIMIT_BYTES = 64 * 1024;

  /** A unit leaves the module without a gap; adapters make gaps of some 16 ms. */
  private static final Duration SILENCE = Duration.ofMillis(100);

  private final Transport line;
  private byte[] buffer = new byte[4096];
  private int length;

  LiveLine(Transport line) {
    this.line = line;
  }

  void send(byte[] bytes) {
    line.write(bytes, 0, bytes.length);
  }

  /**
   * Takes the next unit, or waits for it.
   *
   * @param awaited units that are taken as soon as they are complete, and for whose rest it waits
   * @return the bytes; empty if nothing came in time
   */
  Optional<byte[]> next(List<byte[]> awaited, Deadline deadline) {
    while (true) {
      Optional<byte[]> known = awaited.stream().filter(this::isThere).findFirst();
      if (known.isPresent()) {
        return Optional.of(take(known.get().length));
      }
      boolean begun = awaited.stream().anyMatch(this::hasBegun);
      int end = length == 0 ? 0 : firstUnit();
      if (length == LIMIT_BYTES || !begun && end < length) {
        return Optional.of(take(end));
      }
      boolean waits = length == 0 || begun;
      Duration left = Duration.ofNanos(deadline.remainingNanos());
      if (!read(waits ? left : SILENCE)) {
        return length == 0 ? Optional.empty() : Optional.of(take(end));
      }
    }
  }

  private boolean isThere(byte[] unit) {
    return unit.length <= length && Arrays.equals(unit, 0, unit.length, buffer, 0, unit.length);
  }

  private boolean hasBegun(byte[] unit) {
    return length > 0 && length < unit.length && Arrays.equals(unit, 0, length, buffer, 0, length);
  }

  private int firstUnit() {
    Content all = Content.of(Arrays.copyOf(buffer, length));
    Step first = ChunkSplitter.split(false, all, Optional.empty()).get(0);
    return first instanceof Step.ModuleSends sent ? sent.content().length() : length;
  }

  private byte[] take(int count) {
    byte[] unit = Arrays.copyOf(buffer, count);
    System.arraycopy(buffer, count, buffer, 0, length - count);
    length -= count;
    return unit;
  }

  private boolean read(Duration timeout) {
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(LIMIT_BYTES, 2 * length));
    }
    int count = line.read(buffer, length, buffer.length - length, timeout);
    length += count;
    return count > 0;
  }
}
