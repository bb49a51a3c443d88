package io.github.modemqtt.emulator.internal.command;

/** Where unsolicited result codes go. */
@FunctionalInterface
public interface Urcs {

  /**
   * Sends one, as one piece.
   *
   * @param text the text between the line ends, one character per byte
   */
  void send(String text);
}
