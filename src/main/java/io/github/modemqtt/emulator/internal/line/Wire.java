package io.github.modemqtt.emulator.internal.line;

/** The next stage on the way to the host. */
public interface Wire {
  /**
   * Whether it takes more now; what is sent all the same is not lost.
   *
   * @return false while too much waits
   */
  boolean hasRoom();

  /**
   * Sends a piece; does not block.
   *
   * @param piece the bytes; not changed afterwards
   */
  void send(byte[] piece);
}
