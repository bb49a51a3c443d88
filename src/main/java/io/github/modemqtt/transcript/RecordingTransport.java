package io.github.modemqtt.transcript;

import io.github.modemqtt.transport.Transport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A line that writes a {@link Transcript} of all that goes over it.
 *
 * <p>Everything passes unchanged and without waiting for the file: a thread of its own writes, and
 * flushes whenever nothing is left to write. If the file fails, is too slow (4 MiB wait for it), or
 * a line never ends (64 KiB), one warning is logged and the recording stops; the line goes on.
 *
 * <p>{@linkplain Redaction Secrets} are not written. So that one which comes in pieces is known, a
 * line is written when it is complete; the boundary of a chunk inside of a secret moves to where
 * the secret begins. What the host sends is recorded before it is handed to the line, and what the
 * module sends after it was read, so that an answer always comes after its question.
 *
 * <p>Threads: as {@link Transport}. {@link #close()} waits up to 5 s until everything is written.
 */
public final class RecordingTransport implements Transport {
  private final Transport line;
  private final Map<String, String> header;
  private final RecordingThread recording;
  private final AtomicBoolean started = new AtomicBoolean();

  /** Set in {@link #open()}, before anything can be sent. */
  private volatile long startNanos;

  /**
   * Records a line.
   *
   * @param line the line, not yet opened
   * @param out where to; it is closed at the end
   * @param header what the session is; see {@link Transcript#header()}
   * @param redaction what is not written
   * @throws IllegalArgumentException if the header is none
   */
  public RecordingTransport(
      Transport line, Writer out, Map<String, String> header, Redaction redaction) {
    this.line = line;
    this.header = checked(header);
    this.recording = new RecordingThread(line.name(), out, redaction);
  }

  /**
   * Records a line into a file, with {@linkplain Redaction#standard() secrets left out}.
   *
   * @param line the line, not yet opened
   * @param file the file, which is replaced
   * @param header what the session is; see {@link Transcript#header()}
   * @return the line that records
   * @throws TranscriptFileException if the file cannot be written
   * @throws IllegalArgumentException if the header is none
   */
  public static RecordingTransport toFile(Transport line, Path file, Map<String, String> header) {
    Map<String, String> checked = checked(header);
    try {
      return new RecordingTransport(
          line, Files.newBufferedWriter(file), checked, Redaction.standard());
    } catch (IOException e) {
      throw new TranscriptFileException("write", file, e);
    }
  }

  private static Map<String, String> checked(Map<String, String> header) {
    return new Transcript(header, List.of()).header();
  }

  @Override
  public void open() {
    line.open();
    startNanos = System.nanoTime();
    start();
  }

  private void start() {
    if (!started.getAndSet(true)) {
      recording.start(header);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    int count = line.read(buffer, offset, length, timeout);
    record(false, buffer, offset, count);
    return count;
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    record(true, data, offset, length);
    line.write(data, offset, length);
  }

  private void record(boolean fromHost, byte[] bytes, int offset, int length) {
    if (length > 0 && started.get()) {
      Duration time =
          Duration.ofNanos(System.nanoTime() - startNanos).truncatedTo(ChronoUnit.MILLIS);
      byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
      recording.record(new RecordedChunk(fromHost, copy, time));
    }
  }

  /** Closes the line, and then the recording. */
  @Override
  public void close() {
    line.close();
    start();
    recording.finish();
  }

  @Override
  public OptionalInt bitsPerSecond() {
    return line.bitsPerSecond();
  }

  @Override
  public String name() {
    return line.name();
  }
}
