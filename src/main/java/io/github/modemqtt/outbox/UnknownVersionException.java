package io.github.modemqtt.outbox;

import java.io.IOException;

/** A file is no journal, or one of a version that this library does not know. */
final class UnknownVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  UnknownVersionException(String message) {
    super(message);
  }
}
