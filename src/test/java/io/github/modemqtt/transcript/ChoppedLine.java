package io.github.modemqtt.transcript;

import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.Random;

/** A line that is read in pieces of random sizes. */
record ChoppedLine(Transport line, Random sizes, int most) implements Transport {

  @Override
  public void open() {
    line.open();
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    return line.read(buffer, offset, Math.min(length, 1 + sizes.nextInt(most)), timeout);
  }

  @Override
  public void write(byte[] data, int offset, int length) {
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
