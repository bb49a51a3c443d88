package io.github.modemqtt.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of bytes, which need not be text: each ends at a line feed, the last one may lack it. */
final class ByteLines {
  /** Far beyond what a message can hold: a longer line comes in pieces, which are refused. */
  static final int LONGEST = 65_536;

  private static final boolean ENDS_IN_CR_LF = System.lineSeparator().equals("\r\n");

  private final InputStream in;

  ByteLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** {@return the next line, or {@code null} at the end} */
  byte @Nullable [] next() throws IOException {
    int value = in.read();
    if (value < 0) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (value >= 0 && value != '\n') {
      line.write(value);
      value = line.size() < LONGEST ? in.read() : '\n';
    }
    return withoutCarriageReturn(line.toByteArray());
  }

  /** Elsewhere than on Windows it is a part of the line. */
  private static byte[] withoutCarriageReturn(byte[] line) {
    int length = line.length;
    return ENDS_IN_CR_LF && length > 0 && line[length - 1] == '\r'
        ? Arrays.copyOf(line, length - 1)
        : line;
  }
}
