package io.github.modemqtt.cli;

import io.github.modemqtt.mqtt.OutgoingMessage;

/** Where messages go that are to be published. */
interface MessageSink {
  /**
   * Takes a message over as soon as there is room.
   *
   * @return whether it was taken; if not, no further one will be
   */
  boolean take(OutgoingMessage message) throws InterruptedException;

  /** Waits until what was taken over has arrived, as far as this sink waits for that at all. */
  void settle() throws InterruptedException;
}
