package io.github.modemqtt.session;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** What a user wants of the client's life. */
record Request(Kind kind, CompletableFuture<Void> result) {
  enum Kind {
    OPEN,
    CONNECT,
    START,
    DISCONNECT,
    CLOSE;

    /** Whether it does not wait for what is going on, but ends that. */
    boolean interrupts() {
      return this == DISCONNECT || this == CLOSE;
    }

    /** As the method is called. */
    String step() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
