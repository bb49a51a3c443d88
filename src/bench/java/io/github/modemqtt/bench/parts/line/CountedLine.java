package io.github.modemqtt.bench.parts.line;

import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A line whose bytes are counted, both ways. */
record CountedLine(Transport line, AtomicLong written, AtomicLong read) implements Transport {

  CountedLine(Transport line) {
    this(line, new AtomicLong(), new AtomicLong());
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
    written.addAndGet(length);
    line.write(data, offset, length);
  }

  @Override
  public void close() {
    line.close();
  }

  @Override
  public String name() {
    return line.name();
  }
}
