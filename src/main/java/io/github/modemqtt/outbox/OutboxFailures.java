package io.github.modemqtt.outbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** What the failures of a journal mean to the user of an outbox. */
final class OutboxFailures {
  private OutboxFailures() {}

  static OutboxStoreException inUse(String name) {
    return new OutboxStoreException(
        "The outbox in " + name + " is in use by another client or program",
        "end the other one, or give each a directory of its own",
        null);
  }

  static OutboxStoreException opening(String name, Throwable failure) {
    if (failure instanceof UnknownVersionException) {
      return new OutboxStoreException(
          "The outbox in " + name + " cannot be read: " + failure.getMessage(),
          "use the version of the library that wrote it, or another directory",
          failure);
    }
    if (failure instanceof CorruptJournalException || !(failure instanceof IOException)) {
      return new OutboxStoreException(
          "The outbox in " + name + " is corrupt: " + failure.getMessage(),
          "move its file away to start with an empty outbox; keep it if what waits in it matters",
          failure);
    }
    return new OutboxStoreException(
        "The outbox in " + name + " cannot be opened: " + text(failure),
        "name a directory that this user may write to, on a disk with room",
        failure);
  }

  static OutboxStoreException writing(String name, Throwable failure) {
    return new OutboxStoreException(
        "The outbox in " + name + " cannot be written: " + text(failure),
        "make room if the disk is full, and look whether it still can be written",
        failure);
  }

  /** Exceptions about files have nothing but the path as their message. */
  private static String text(Throwable failure) {
    return failure instanceof AccessDeniedException
        ? "no permission for " + failure.getMessage()
        : String.valueOf(failure instanceof IOException ? failure : failure.getMessage());
  }
}
