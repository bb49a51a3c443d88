package io.github.modemqtt.session;

/** How far a publish is. */
public enum PublishStage {
  /** In the outbox: it waits for its turn, or for a connection. */
  QUEUED,
  /**
   * The module has taken it over, and sends it; on a loss of the link it is {@link #QUEUED} again.
   */
  ACCEPTED,
  /** The broker has acknowledged it (QoS 1 and 2), or the module has sent it (QoS 0). */
  ACKNOWLEDGED,
  /** It will not be sent any more: expired, dropped, refused, or the client was closed. */
  FAILED
}
