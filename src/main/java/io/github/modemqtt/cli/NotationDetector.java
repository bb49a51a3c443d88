package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.ModuleSide;
import io.github.modemqtt.transcript.TranscriptFormatException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the beginning of an input to see what it is.
 *
 * <p>It is a transcript if all of its lines up to the first one of the module fit the notation, and
 * in the neutral notation if its first line that is no remark is marked with {@code >>} or {@code
 * <<}. Everything else is a capture.
 */
final class NotationDetector {
  private static final int MOST_BYTES = 65_536;
  private static final ModuleSide.Sink NOBODY =
      new ModuleSide.Sink() {
        @Override
        public void onBytes(byte[] bytes) {}

        @Override
        public void onTime(Duration offset) {}

        @Override
        public void onHeader(String name, String value) {}
      };

  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final ModuleSide trial = ModuleSide.ofTranscript(NOBODY);
  private int lineStart;

  /** Takes a byte; returns what the input is, as soon as that can be said. */
  @Nullable InputNotation feed(byte value) {
    seen.write(value);
    if (value == '\n') {
      return endOfLine();
    }
    boolean control = value >= 0 && value < ' ' && value != '\r' && value != '\t' || value == 0x7F;
    boolean plain = seen.size() == lineStart + 1 && "+*^&$%!@(\"'=/\\".indexOf(value) >= 0;
    return control || plain || seen.size() == MOST_BYTES ? InputNotation.CAPTURE : null;
  }

  /** Says what the input is that ends here. */
  InputNotation end() {
    InputNotation found = seen.size() > lineStart ? endOfLine() : null;
    return found == null ? InputNotation.CAPTURE : found;
  }

  /** Everything that was taken. */
  byte[] seen() {
    return seen.toByteArray();
  }

  private @Nullable InputNotation endOfLine() {
    byte[] bytes = seen.toByteArray();
    byte[] line = Arrays.copyOfRange(bytes, lineStart, bytes.length);
    lineStart = bytes.length;
    if (isMarked(line, '>') || isMarked(line, '<')) {
      return InputNotation.NEUTRAL;
    }
    try {
      trial.line(line);
    } catch (TranscriptFormatException e) {
      return InputNotation.CAPTURE;
    }
    return trial.hasModuleLines() ? InputNotation.TRANSCRIPT : null;
  }

  private static boolean isMarked(byte[] line, char mark) {
    return line.length > 2
        && line[0] == mark
        && line[1] == mark
        && (line[2] == ' ' || line[2] == '\r' || line[2] == '\n');
  }
}
