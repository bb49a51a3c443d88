package io.github.modemqtt.outbox;

import java.io.Closeable;
import java.io.IOException;

/** Where a journal is, and where its successor is made. */
interface JournalFolder extends Closeable {
  /** Opens the journal's file, which is empty if it was not there. */
  JournalFile current() throws IOException;

  /** Creates the file of a successor, or empties one that was left. */
  JournalFile successor() throws IOException;

  /** The successor takes the name of the journal, at once or not at all; returns when it has it. */
  void replace() throws IOException;
}
