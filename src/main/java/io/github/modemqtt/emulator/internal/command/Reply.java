package io.github.modemqtt.emulator.internal.command;

/**
 * How a command answers. The first of {@code ok}, {@code error} ends it.
 *
 * <p>What comes after the end, or after the guard time, is dropped.
 */
public interface Reply {

  /**
   * An information response; {@code ok} follows.
   *
   * @param text the text between the line ends, one character per byte
   */
  void info(String text);

  /** Success. The final {@code OK} is sent when the last command of the line succeeded. */
  void ok();

  /**
   * An information response and success.
   *
   * @param text the text between the line ends, one character per byte
   */
  default void ok(String text) {
    info(text);
    ok();
  }

  /**
   * Failure with a number, written as {@code AT+CMEE} says; drops the rest of the line.
   *
   * @param code the number, see {@link CmeError}
   */
  void error(int code);

  /**
   * Prompts for data. From now on the line's input goes to the receiver; what waited is dropped.
   *
   * @param receiver takes the data
   */
  void prompt(DataReceiver receiver);

  /** Goes back to commands; the command itself still runs. What waited is dropped. */
  void endData();
}
