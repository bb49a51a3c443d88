package io.github.modemqtt.testsupport;

import io.github.modemqtt.transcript.RecordingTransport;
import io.github.modemqtt.transcript.Redaction;
import io.github.modemqtt.transport.Transport;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The module's end of a line, of which a recording is made as a host would make it.
 *
 * <p>All hosts of a test, in this process or in another, meet here.
 */
class RecordedLine implements Transport {
  /** What went over the line at once. */
  record Chunk(boolean fromHost, byte[] bytes) {}

  private final String test;
  private final Transport line;
  private final Tap tap = new Tap();
  private final StringWriter file = new StringWriter();
  private final RecordingTransport recording;
  private final List<Chunk> chunks = new ArrayList<>();
  private boolean ended;
  private volatile boolean closed;

  RecordedLine(String test, Transport line) {
    this.test = test;
    this.line = line;
    recording = new RecordingTransport(tap, file, Map.of(), Redaction.standard());
  }

  @Override
  public void open() {
    line.open();
    recording.open();
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration timeout) {
    int count = line.read(buffer, offset, length, timeout);
    record(true, buffer, offset, count);
    return count;
  }

  /** Records before it writes, so that an answer to this comes after it. */
  @Override
  public void write(byte[] data, int offset, int length) {
    record(false, data, offset, length);
    line.write(data, offset, length);
  }

  private synchronized void record(boolean fromHost, byte[] bytes, int offset, int length) {
    if (length == 0 || ended) {
      return;
    }
    byte[] copy = new byte[length];
    System.arraycopy(bytes, offset, copy, 0, length);
    chunks.add(new Chunk(fromHost, copy));
    if (fromHost) {
      recording.write(copy, 0, length);
    } else {
      tap.moduleSends = copy;
      recording.read(new byte[length], 0, length, Duration.ZERO);
    }
  }

  @Override
  public void close() {
    line.close();
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends the recording; the line goes on. */
  SessionReplay finish() {
    synchronized (this) {
      ended = true;
    }
    recording.close();
    return new SessionReplay(test + ", line " + line.name(), List.copyOf(chunks), file.toString());
  }

  @Override
  public OptionalInt bitsPerSecond() {
    return line.bitsPerSecond();
  }

  @Override
  public String name() {
    return line.name();
  }

  /** Where the recording believes to be: what it is to read is put there before. */
  private final class Tap implements Transport {
    private byte[] moduleSends = {};

    @Override
    public void open() {}

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      System.arraycopy(moduleSends, 0, buffer, offset, length);
      return length;
    }

    @Override
    public void write(byte[] data, int offset, int length) {}

    @Override
    public void close() {}

    @Override
    public String name() {
      return line.name();
    }
  }
}
