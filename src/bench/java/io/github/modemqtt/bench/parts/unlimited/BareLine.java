package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Write and read on the file of the port: what the operating system takes, and little else. */
final class BareLine implements PlainLine {
  private static final int BUFFER_BYTES = 8192;

  private final FileChannel file;
  private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);

  BareLine(String path) throws IOException {
    file = FileChannel.open(Path.of(path), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public String name() {
    return "bare loop of write and read";
  }

  @Override
  public void write(byte[] data) throws IOException {
    output.clear().put(data).flip();
    while (output.hasRemaining()) {
      file.write(output);
    }
  }

  @Override
  public void await(String text) throws IOException {
    byte[] wanted = text.getBytes(US_ASCII);
    int searched = 0;
    int end = endOf(wanted, searched);
    while (end < 0) {
      searched = Math.max(0, input.position() - wanted.length);
      if (file.read(input) < 0) {
        throw new IOException("the port has ended");
      }
      end = endOf(wanted, searched);
    }
    input.flip().position(end);
    input.compact();
  }

  private int endOf(byte[] wanted, int from) {
    for (int at = from; at <= input.position() - wanted.length; at++) {
      int matched = 0;
      while (matched < wanted.length && input.get(at + matched) == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return at + matched;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
