package io.github.modemqtt.cli.term;

import io.github.modemqtt.transcript.RecordingTransport;
import io.github.modemqtt.transcript.Redaction;
import io.github.modemqtt.transcript.TranscriptFileException;
import io.github.modemqtt.transport.Transport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a transcript of a line while the user wants one; secrets are not written. */
final class Recorder {
  private volatile @Nullable Recording recording;

  /** A line that only repeats what went over the real one, and its transcript. */
  private record Recording(Path file, Mirror mirror, RecordingTransport line) {}

  /**
   * Begins a transcript.
   *
   * @param file a file that does not exist yet
   * @param header what the session is
   * @throws IllegalArgumentException if the file exists, or a recording runs already
   * @throws TranscriptFileException if the file cannot be written
   */
  void start(Path file, Map<String, String> header) {
    Recording running = recording;
    if (running != null) {
      throw new IllegalArgumentException("recording into " + running.file() + "; /record off ends");
    }
    Mirror mirror = new Mirror();
    RecordingTransport line =
        new RecordingTransport(mirror, newFile(file), header, Redaction.standard());
    line.open();
    recording = new Recording(file, mirror, line);
  }

  private static Writer newFile(Path file) {
    try {
      return Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(file + " is there already; choose another name");
    } catch (IOException e) {
      throw new TranscriptFileException("write", file, e);
    }
  }

  /** Ends the transcript, and returns its file; {@code null} if there is none. */
  @Nullable Path stop() {
    Recording running = recording;
    recording = null;
    if (running == null) {
      return null;
    }
    running.line().close();
    return running.file();
  }

  /** Bytes go to the module. */
  void sent(byte[] bytes) {
    Recording running = recording;
    if (running != null) {
      running.line().write(bytes, 0, bytes.length);
    }
  }

  /** Bytes came from the module; always on the same thread. */
  void received(byte[] bytes, int count) {
    Recording running = recording;
    if (running != null) {
      running.mirror().bytes = Arrays.copyOf(bytes, count);
      running.line().read(new byte[count], 0, count, Duration.ZERO);
    }
  }

  /** What the recording takes for its line. */
  private static final class Mirror implements Transport {
    private byte[] bytes = {};

    @Override
    public void open() {
      // the real line is open
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      System.arraycopy(bytes, 0, buffer, offset, bytes.length);
      return bytes.length;
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      // the real line gets it
    }

    @Override
    public void close() {
      // the real line stays open
    }

    @Override
    public String name() {
      return "terminal";
    }
  }
}
