package io.github.modemqtt.cli;

import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** A line whose bytes are counted, both ways. */
final class CountedTransport implements Transport {
  private final Transport line;
  private final AtomicLong written;
  private final AtomicLong read;

  CountedTransport(Transport line, AtomicLong written, AtomicLong read) {
    this.line = line;
    this.written = written;
    this.read = read;
  }

  @Override
  public void open() {
    line.open();
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    int count = line.read(buffer, offset, length, timeout);
    read.addAndGet(count);
    return count;
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    line.write(data, offset, length);
    written.addAndGet(length);
  }

  @Override
  public void close() {
    line.close();
  }

  @Override
  public String name() {
    return line.name();
  }

  @Override
  public OptionalInt bitsPerSecond() {
    return line.bitsPerSecond();
  }
}
