package io.github.modemqtt.at;

import java.time.Duration;

/**
 * Watches an AT channel: for logs, metrics, recordings and a view of the dialogue.
 *
 * <p>The calls come one at a time, in the order in which things happened, without a lock held, on
 * whichever of the channel's or its users' threads was the cause. They delay the channel, so they
 * must be quick. Each carries the moment as {@link System#nanoTime()} gives it.
 *
 * <p>Secrets are masked in every text, and in the bytes that are sent. Received bytes are as they
 * came: with the echo on they hold what was sent, so switch it off before a secret is sent.
 */
public interface AtListener {
  /** Watches nothing. */
  AtListener NONE = new AtListener() {};

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
   * Bytes are handed to the line.
   *
   * @param nanoTime when
   * @param bytes the bytes of one write, with secrets overwritten by {@code *}
   */
  default void onSent(long nanoTime, byte[] bytes) {}

  /**
   * Bytes came from the line.
   *
   * @param nanoTime when
   * @param bytes the bytes of one read
   */
  default void onReceived(long nanoTime, byte[] bytes) {}

  /**
   * A command line goes out.
   *
   * @param nanoTime when
   * @param line the line without its end
   */
  default void onCommand(long nanoTime, String line) {}

  /**
   * Data goes out after a prompt.
   *
   * @param nanoTime when
   * @param bytes how many bytes, without the terminator
   */
  default void onData(long nanoTime, int bytes) {}

  /**
   * A line came in.
   *
   * @param nanoTime when
   * @param kind what it was taken for
   * @param text the line, or the unit of several lines
   */
  default void onLine(long nanoTime, LineKind kind, String text) {}

  /**
   * The module asks for data.
   *
   * @param nanoTime when
   */
  default void onPrompt(long nanoTime) {}

  /**
   * The channel is in another state.
   *
   * @param nanoTime when
   * @param state the new state
   */
  default void onState(long nanoTime, ChannelState state) {}

  /**
   * A command, or the result of one, did not come in time.
   *
   * @param nanoTime when
   * @param command the command, without secrets
   * @param waited how long it was waited for
   */
  default void onTimeout(long nanoTime, String command, Duration waited) {}

  /**
   * Something is wrong, and the channel deals with it.
   *
   * @param nanoTime when
   * @param what one sentence, such as "dropped a late answer"
   */
  default void onTrouble(long nanoTime, String what) {}
}
