package io.github.modemqtt.session;

import java.security.SecureRandom;
import java.util.BitSet;

/**
 * Message ids that are not in use and cannot be guessed.
 *
 * <p>A publisher elsewhere can put the text of an acknowledgement into a payload; it must not be
 * able to name an id that is in flight. Thread-safe.
 */
final class MessageIds {
  private static final int IDS = 65_535;

  private final SecureRandom random = new SecureRandom();
  private final BitSet inUse = new BitSet(IDS + 1);

  synchronized int take() {
    int id;
    do {
      id = 1 + random.nextInt(IDS);
    } while (inUse.get(id));
    inUse.set(id);
    return id;
  }

  synchronized void release(int id) {
    inUse.clear(id);
  }
}
