package io.github.modemqtt.emulator.internal.network;

/** What became of a packet that was to be sent. */
public enum SendResult {
  /** TCP took it; whether it arrives is another question. */
  TAKEN,
  /** TCP had no room for it within the send time-out. The connection may still be fine. */
  TIMED_OUT,
  /** There is no connection any more. */
  BROKEN
}
