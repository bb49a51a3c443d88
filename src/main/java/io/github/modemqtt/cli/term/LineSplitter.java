package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of the bytes of a module. Not thread-safe.
 *
 * <p>A unit of a module begins with an empty line, so a line without one before it goes on where
 * the last one ended: as in the payload of a message. At most {@value #LONGEST_LINE} bytes are
 * kept; a longer line is cut there.
 */
final class LineSplitter {
  static final int LONGEST_LINE = 8192;

  private final Sink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private boolean afterLineFeed;
  private boolean continues;

  /** Takes the lines. */
  @FunctionalInterface
  interface Sink {
    /**
     * A line has come.
     *
     * @param text the line without its end
     * @param continues whether it belongs to the unit of the last one
     */
    void line(String text, boolean continues);
  }

  LineSplitter(Sink sink) {
    this.sink = sink;
  }

  void feed(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte value = bytes[i];
      if (value == '\r' || value == '\n') {
        end(value == '\n');
      } else if (value != 0) {
        line.write(value);
        if (line.size() >= LONGEST_LINE) {
          end(false);
        }
      }
    }
  }

  private void end(boolean lineFeed) {
    if (line.size() > 0) {
      String text = line.toString(UTF_8);
      line.reset();
      sink.line(text, continues);
      continues = true;
      afterLineFeed = lineFeed;
    } else if (lineFeed) {
      continues &= !afterLineFeed; // the second line end in a row is an empty line
      afterLineFeed = true;
    }
  }

  /** What has come of a line that has not ended yet. */
  String pending() {
    return line.toString(UTF_8);
  }

  /** Takes out what has come of a line; {@code null} if that is nothing. */
  @Nullable String takePending() {
    if (line.size() == 0) {
      return null;
    }
    String text = line.toString(UTF_8);
    line.reset();
    return text;
  }
}
