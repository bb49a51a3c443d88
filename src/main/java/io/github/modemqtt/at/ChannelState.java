package io.github.modemqtt.at;

/** What an AT channel is doing. */
public enum ChannelState {
  /** Nothing runs; the next command is sent at once. */
  IDLE,
  /** A command was sent, and its final result code is to come. */
  RUNNING,
  /**
   * A final result code came that could also be text of a received message: an {@code AT} shows
   * which of the answers is real.
   */
  VERIFYING,
  /** The module may sleep: {@code AT} is sent until it answers. See {@link WakeUp}. */
  WAKING,
  /** After a time-out, {@code AT} is sent until the module answers and is quiet. */
  RESYNCHRONIZING,
  /** Nothing answers; the next command starts with {@code AT} again. */
  UNRESPONSIVE,
  /** The channel was closed, or the line is lost. */
  CLOSED
}
