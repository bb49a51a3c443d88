package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.TopicName;

/** A waiting message had to go because the outbox was full; it was never sent. */
public final class MessageDroppedException extends ModemException {
  private static final long serialVersionUID = 1L;

  MessageDroppedException(TopicName topic, int capacity) {
    super(
        "The message to " + topic + " was dropped: the outbox holds " + capacity + " already",
        "publish less often, give the outbox more room, or raise the priority of what matters");
  }
}
