package io.github.modemqtt.outbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;

/** What the failures of a database mean to the user of an outbox. */
final class OutboxFailures {
  // Result codes of SQLite. The driver has none to tell that it found no library to load.
  private static final int NOT_OF_SQLITE = -1;
  private static final int NO_CODE = 0;
  static final int CORRUPT = 11;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int FULL = 13;
  private static final int NOT_A_DATABASE = 26;

  private OutboxFailures() {}

  static OutboxStoreException noDriver(Throwable failure) {
    return new OutboxStoreException(
        "An outbox on disk needs SQLite, and its driver is missing: " + failure,
        "add the dependency org.xerial:sqlite-jdbc to the program; a module requires java.sql, too",
        failure);
  }

  static OutboxStoreException inUse(String name, Throwable failure) {
    return new OutboxStoreException(
        "The outbox in " + name + " is in use by another client or program",
        "end the other one, or give each a directory of its own",
        failure);
  }

  static OutboxStoreException unknownVersion(String name, int version, int known) {
    return new OutboxStoreException(
        "The outbox in "
            + name
            + " cannot be read: its database has version "
            + version
            + ", known is "
            + known,
        "use the version of the library that wrote it, or another directory",
        null);
  }

  private static OutboxStoreException corrupt(String name, Throwable failure) {
    return new OutboxStoreException(
        "The outbox in " + name + " is corrupt: " + failure.getMessage(),
        "move its files away to start with an empty outbox; keep them if what waits in it matters",
        failure);
  }

  static OutboxStoreException opening(String name, Throwable failure) {
    return switch (code(failure)) {
      case NO_CODE ->
          new OutboxStoreException(
              cannotBeOpened(name, failure),
              "let org.sqlite.tmpdir name a directory that libraries can be loaded from",
              failure);
      case BUSY, LOCKED -> inUse(name, failure);
      case CORRUPT, NOT_A_DATABASE -> corrupt(name, failure);
      default ->
          new OutboxStoreException(
              cannotBeOpened(name, failure),
              "name a directory that this user may write to, on a disk with room",
              failure);
    };
  }

  private static String cannotBeOpened(String name, Throwable failure) {
    return "The outbox in " + name + " cannot be opened: " + text(failure);
  }

  static OutboxStoreException writing(String name, Throwable failure) {
    int code = code(failure);
    if (code == CORRUPT || code == NOT_A_DATABASE) {
      return corrupt(name, failure);
    }
    return new OutboxStoreException(
        "The outbox in " + name + " cannot be written: " + text(failure),
        code == FULL
            ? "make room on the disk; the outbox takes messages again as soon as there is some"
            : "look whether the disk and the directory still can be written",
        failure);
  }

  private static int code(Throwable failure) {
    return failure instanceof SQLException known ? known.getErrorCode() : NOT_OF_SQLITE;
  }

  private static String text(Throwable failure) {
    if (failure instanceof AccessDeniedException) { // which has nothing but the path to say
      return "no permission for " + failure.getMessage();
    }
    Throwable cause = failure.getCause();
    return failure instanceof IOException
        ? failure.toString()
        : failure.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
  }
}
