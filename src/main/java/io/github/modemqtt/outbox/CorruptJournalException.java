package io.github.modemqtt.outbox;

import java.io.IOException;

/** What a journal holds is not what was written to it. */
final class CorruptJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptJournalException(String message) {
    super(message);
  }
}
