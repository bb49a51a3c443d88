package io.github.modemqtt.session;

import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.CommandTimeoutException;
import io.github.modemqtt.at.ModuleNotRespondingException;
import io.github.modemqtt.at.QueueFullException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.mqtt.MqttFailureException;

/** Tells failures that another attempt can cure from those of the request itself. */
final class PassingFailure {
  private PassingFailure() {}

  static boolean isPassing(Throwable failure) {
    return failure instanceof MqttFailureException
        || failure instanceof CommandRejectedException
        || failure instanceof CommandTimeoutException
        || failure instanceof ResultTimeoutException
        || failure instanceof ChannelClosedException
        || failure instanceof ModuleNotRespondingException
        || failure instanceof QueueFullException
        || failure instanceof ClientStateException;
  }

  /** Whether the module surely has not taken the message over, which may have been on the line. */
  static boolean provesRefusal(Throwable failure) {
    return failure instanceof CommandRejectedException
        || failure instanceof ModuleNotRespondingException
        || failure instanceof QueueFullException
        || failure instanceof ClientStateException;
  }
}
