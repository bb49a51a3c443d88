package io.github.modemqtt.testsupport;

import io.github.modemqtt.transport.Transport;
import java.time.Duration;

/**
 * A line that gives what is there in small pieces, without a pause.
 *
 * @param line the line
 * @param size the most bytes of a read
 */
public record ChunkedTransport(Transport line, int size) implements Transport {
  @Override
  public void open() {
    line.open();
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    return line.read(buffer, offset, Math.min(length, size), timeout);
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
