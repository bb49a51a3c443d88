package io.github.modemqtt.bench.parts.unlimited;

import java.io.IOException;

/** A serial port as a program without a library for AT commands uses it. */
interface PlainLine extends AutoCloseable {
  /** What it is called in the report. */
  String name();

  /** Writes all bytes. */
  void write(byte[] data) throws IOException;

  /** Reads until this text has come, and forgets everything up to its end. */
  void await(String text) throws IOException;

  @Override
  void close() throws IOException;
}
