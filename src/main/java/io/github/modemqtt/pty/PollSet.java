package io.github.modemqtt.pty;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;

/** Room for two {@code struct pollfd}: a device and the descriptor that ends the wait. */
final class PollSet {
  private static final int ENTRY_BYTES = 8;
  private static final int EVENTS_OFFSET = 4;
  private static final int RESULT_OFFSET = 6;
  private static final int ENTRIES = 2;

  private final Memory memory = new Memory((long) ENTRIES * ENTRY_BYTES);

  /** Waits; returns whether the device is ready. A signal ends the wait early. */
  boolean await(int device, short events, int wake, int timeoutMillis) {
    set(0, device, events);
    set(ENTRY_BYTES, wake, LibC.POLLIN);
    LibC.poll(memory, new NativeLong(ENTRIES), timeoutMillis);
    return (memory.getShort(RESULT_OFFSET) & events) != 0;
  }

  private void set(long entry, int fd, short events) {
    memory.setInt(entry, fd);
    memory.setShort(entry + EVENTS_OFFSET, events);
    memory.setShort(entry + RESULT_OFFSET, (short) 0);
  }
}
