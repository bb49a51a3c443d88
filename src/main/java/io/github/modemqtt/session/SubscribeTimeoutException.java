package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.TopicFilter;
import java.time.Duration;

/** The broker has not answered a subscription, or its end, in the time that the client allows. */
public final class SubscribeTimeoutException extends ModemException {
  private static final long serialVersionUID = 1L;

  SubscribeTimeoutException(TopicFilter filter, Duration allowed, ClientState state) {
    super(
        "The broker has not answered for the filter "
            + filter
            + " within "
            + allowed.toSeconds()
            + " s; the client is "
            + state,
        "look why there is no connection, then subscribe again");
  }
}
