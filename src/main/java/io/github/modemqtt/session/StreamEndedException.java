package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.TopicFilter;
import org.jspecify.annotations.Nullable;

/** There are no further messages in a {@link MessageStream}. */
public final class StreamEndedException extends ModemException {
  private static final long serialVersionUID = 1L;

  StreamEndedException(TopicFilter filter, String why, @Nullable ModemException cause) {
    super(
        "The stream of messages of the filter " + filter + " has ended: " + why,
        cause == null ? "ask the client for a new stream of the filter" : cause.remedy(),
        cause);
  }
}
