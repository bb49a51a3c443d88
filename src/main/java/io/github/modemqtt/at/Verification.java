package io.github.modemqtt.at;

import org.jspecify.annotations.Nullable;

/**
 * Finds the real one of several final result codes, of which some may be text of a received
 * message.
 *
 * <p>What a message holds comes before the real answer, and an AT sent after it is answered last:
 * so the last final result code is the AT's, and the one before it the command's. Guarded by the
 * lock.
 */
final class Verification {
  private @Nullable FinalResult suspect;
  private @Nullable FinalResult next;

  void begin(FinalResult uncertain) {
    suspect = uncertain;
  }

  void clear() {
    suspect = null;
    next = null;
  }

  boolean isRunning() {
    return suspect != null;
  }

  @Nullable FinalResult suspect() {
    return suspect;
  }

  /** Whether something came after the AT. */
  boolean hasNext() {
    return next != null;
  }

  /** Whether what came last can be the answer to the AT, which is OK. */
  boolean mayBeOver() {
    return next == null || next.isOk();
  }

  /** The AT is not sent yet: the later one is the better guess. */
  void replaceSuspect(FinalResult later) {
    suspect = later;
  }

  /** The AT is sent; returns what is known to be forged by this one, or null. */
  @Nullable FinalResult another(FinalResult result) {
    FinalResult forged = null;
    if (next != null) {
      forged = suspect;
      suspect = next;
    }
    next = result;
    return forged;
  }

  /** Returns the command's own result once no more come; null if not even the AT was answered. */
  @Nullable FinalResult verdict() {
    FinalResult last = next;
    if (last == null) {
      return null;
    }
    return last.isOk() ? suspect : last;
  }
}
