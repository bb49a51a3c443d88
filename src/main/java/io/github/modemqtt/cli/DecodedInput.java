package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.capture.CaptureDecoder;
import io.github.modemqtt.capture.CaptureEvent;
import io.github.modemqtt.transcript.ModuleSide;
import io.github.modemqtt.transcript.TranscriptFormatException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the input of 'decode' in pieces of any size, and hands on the module's part of it.
 *
 * <p>The times of a transcript tell where the module was silent, by the rule of the AT channel.
 * What the host sends tells nothing: it may speak while the module does.
 */
final class DecodedInput implements ModuleSide.Sink {
  private static final int LONGEST_LINE = 1 << 20;
  private static final int BITS_OF_SILENCE = 200;

  private final CaptureDecoder decoder;
  private final LineEndRepair capture;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private @Nullable NotationDetector detector;
  private @Nullable ModuleSide session;
  private int lines;
  private Duration silence = AtChannelOptions.DEFAULTS.unitSilence();
  private @Nullable Duration last;

  /**
   * Starts at the beginning of the input.
   *
   * @param notation what the input is; null to find out
   */
  DecodedInput(@Nullable InputNotation notation, Consumer<? super CaptureEvent> sink) {
    decoder = new CaptureDecoder(sink, AtChannelOptions.DEFAULTS.lineLimitBytes());
    capture = new LineEndRepair(decoder);
    if (notation == null) {
      detector = new NotationDetector();
    } else {
      begin(notation);
    }
  }

  private void begin(InputNotation notation) {
    session =
        switch (notation) {
          case CAPTURE -> null;
          case TRANSCRIPT -> ModuleSide.ofTranscript(this);
          case NEUTRAL -> ModuleSide.ofNeutral(this);
        };
  }

  void feed(byte[] buffer, int length) {
    int from = 0;
    while (detector != null && from < length) {
      InputNotation found = detector.feed(buffer[from++]);
      if (found != null) {
        replay(detector, found);
      }
    }
    read(buffer, from, length);
  }

  void end() {
    if (detector != null) {
      replay(detector, detector.end());
    }
    if (session == null) {
      capture.end();
      return;
    }
    if (line.size() > 0) {
      endLine(session);
    }
    decoder.end();
  }

  private void replay(NotationDetector detected, InputNotation notation) {
    detector = null;
    begin(notation);
    byte[] seen = detected.seen();
    read(seen, 0, seen.length);
  }

  private void read(byte[] buffer, int from, int to) {
    ModuleSide reader = session;
    if (reader == null) {
      capture.feed(buffer, from, to);
      return;
    }
    int start = from;
    for (int at = from; at < to; at++) {
      if (buffer[at] == '\n') {
        hold(buffer, start, at);
        endLine(reader);
        start = at + 1;
      }
    }
    hold(buffer, start, to);
  }

  private void hold(byte[] buffer, int from, int to) {
    if (line.size() + to - from > LONGEST_LINE) {
      throw new TranscriptFormatException(
          lines + 1, LONGEST_LINE, "a line of at most " + LONGEST_LINE + " bytes");
    }
    line.write(buffer, from, to - from);
  }

  private void endLine(ModuleSide reader) {
    lines++;
    byte[] bytes = line.toByteArray();
    line.reset();
    reader.line(bytes);
  }

  @Override
  public void onBytes(byte[] bytes) {
    decoder.feed(bytes, 0, bytes.length);
  }

  @Override
  public void onTime(Duration offset) {
    if (last != null && offset.minus(last).compareTo(silence) >= 0) {
      decoder.silence();
    }
    last = offset;
  }

  /** A slow line is silent between two characters for longer. */
  @Override
  public void onHeader(String name, String value) {
    if (name.equals("baud") && value.matches("[1-9][0-9]{2,6}")) {
      Duration characters = Duration.ofSeconds(BITS_OF_SILENCE).dividedBy(Long.parseLong(value));
      silence = AtChannelOptions.DEFAULTS.unitSilence().plus(characters);
    }
  }
}
