package io.github.modemqtt.session;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Message ids that are not in use and cannot be guessed.
 *
 * <p>A publisher elsewhere can put the text of an acknowledgement into a payload; it must not be
 * able to name an id that is in flight. Thread-safe.
 */
final class MessageIds {
  private static final int IDS = 65_535;
  private static final int QUARANTINE = 1000;

  private final SecureRandom random = new SecureRandom();
  private final Set<Integer> inUse = new HashSet<>();
  private final Queue<Integer> quarantined = new ArrayDeque<>();

  synchronized int take() {
    int id;
    do {
      id = 1 + random.nextInt(IDS);
    } while (!inUse.add(id));
    return id;
  }

  synchronized void release(int id) {
    inUse.remove(id);
  }

  /** Not used again soon: an answer to the old use may still come. */
  synchronized void quarantine(int id) {
    quarantined.add(id);
    if (quarantined.size() > QUARANTINE) {
      inUse.remove(quarantined.remove());
    }
  }
}
