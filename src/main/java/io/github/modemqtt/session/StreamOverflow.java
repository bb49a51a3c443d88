package io.github.modemqtt.session;

/** What happens to a received message for which a {@link MessageStream} has no room. */
public enum StreamOverflow {
  /** The new message is dropped: what came first stays, as where each step builds on the last. */
  DROP_NEWEST,
  /** The oldest waiting message makes room, as where only the latest values matter. */
  DROP_OLDEST
}
