package io.github.modemqtt.session;

/** What happens to a message that comes when the outbox is full. */
public enum OverflowPolicy {
  /** It is not taken: the publish fails at once. */
  REFUSE,
  /**
   * The oldest waiting message of the lowest rank makes room, unless the new one ranks below it.
   */
  DROP_OLDEST,
  /** The newest waiting message of the lowest rank goes, which can be the new one itself. */
  DROP_NEWEST
}
