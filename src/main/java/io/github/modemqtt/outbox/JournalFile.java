package io.github.modemqtt.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The few things that a journal wants of a file. */
interface JournalFile extends Closeable {
  long size() throws IOException;

  /** Fills the buffer from this position on. */
  void read(ByteBuffer target, long position) throws IOException;

  /** Writes all of the buffer. */
  void write(ByteBuffer source, long position) throws IOException;

  void truncate(long size) throws IOException;

  /** Returns when everything written is on the medium. */
  void sync() throws IOException;
}
