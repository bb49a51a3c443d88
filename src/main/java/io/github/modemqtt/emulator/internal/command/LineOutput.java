package io.github.modemqtt.emulator.internal.command;

/** The way back to the host. */
@FunctionalInterface
public interface LineOutput {

  /**
   * Sends one message as one piece; does not block.
   *
   * @param message the bytes; not changed afterwards
   */
  void send(byte[] message);
}
