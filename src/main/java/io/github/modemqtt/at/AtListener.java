package io.github.modemqtt.at;

/**
 * Watches an AT channel: for logs, metrics, and a view of the dialogue.
 *
 * <p>The calls come one at a time, in the order in which things happened, without a lock held. They
 * delay the channel, so they must be quick. Secrets are masked in every text.
 */
public interface AtListener {

  /** What the router made of a line. */
  enum LineKind {
    /** The echo of the command. */
    ECHO,
    /** An information response. */
    REPLY,
    /** A final result code of the running command. */
    FINAL,
    /** An unsolicited result code, or the result of an accepted command. */
    URC,
    /** What nobody waited for. */
    UNKNOWN
  }

  /**
   * A command line goes out.
   *
   * @param line the line without its end
   */
  default void onCommand(String line) {}

  /**
   * Data goes out after a prompt.
   *
   * @param bytes how many bytes, without the terminator
   */
  default void onData(int bytes) {}

  /**
   * A line came in.
   *
   * @param kind what it was taken for
   * @param text the line, or the unit of several lines
   */
  default void onLine(LineKind kind, String text) {}

  /** The module asks for data. */
  default void onPrompt() {}

  /**
   * Something is wrong, and the channel deals with it.
   *
   * @param what one sentence, such as "resynchronising after a time-out"
   */
  default void onTrouble(String what) {}
}
