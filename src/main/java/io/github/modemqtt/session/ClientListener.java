package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.BringUpListener;
import io.github.modemqtt.modem.BringUpStep;
import io.github.modemqtt.mqtt.Message;

/**
 * Hears what happens to a client.
 *
 * <p>The methods are called one at a time on the client's callback thread, but {@link #onStep} on
 * the thread that opens the client.
 */
public interface ClientListener extends BringUpListener {

  @Override
  default void onStep(BringUpStep step, String text) {}

  /**
   * The client is in another state.
   *
   * @param state the new state
   */
  default void onStateChange(ClientState state) {}

  /**
   * The link to the broker or the line to the module is lost.
   *
   * @param cause what happened, and what will happen now
   */
  default void onConnectionLost(ModemException cause) {}

  /**
   * A message came that no subscription of this client matches, as after the reconnect of a
   * persistent session.
   *
   * @param message the message
   */
  default void onUnhandledMessage(Message message) {}
}
