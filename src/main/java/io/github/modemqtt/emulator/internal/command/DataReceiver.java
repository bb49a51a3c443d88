package io.github.modemqtt.emulator.internal.command;

/** Takes the bytes in data mode. */
public interface DataReceiver {

  /**
   * A chunk of the line came.
   *
   * @param chunk the bytes
   */
  void data(byte[] chunk);

  /** The command's guard time is over; data mode has ended and {@code ERROR} follows. */
  void guardExpired();
}
