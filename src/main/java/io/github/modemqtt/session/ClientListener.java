package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.modem.BringUpListener;
import io.github.modemqtt.modem.BringUpStep;
import io.github.modemqtt.modem.NetworkView;
import io.github.modemqtt.mqtt.Message;

/**
 * Hears what happens to a client.
 *
 * <p>The methods are called one at a time on the client's callback thread, but {@link #onStep} on
 * the thread that brings the module up.
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
   * The client is connected, for the first time or again, and its subscriptions are made.
   *
   * @param sessionMayBeLost whether messages that were published meanwhile may be missed: true with
   *     a clean session. For a session that the broker keeps, false; the module does not tell
   *     whether the broker still had it
   */
  default void onConnected(boolean sessionMayBeLost) {}

  /**
   * The connection to the broker, or the line to the module, is lost.
   *
   * @param cause what happened
   * @param willRecover whether the client gets it back by itself
   */
  default void onDisconnected(ModemException cause, boolean willRecover) {}

  /**
   * An attempt to get the connection back is planned.
   *
   * @param attempt what the client will do, and what came of the attempt before
   */
  default void onRecovery(RecoveryAttempt attempt) {}

  /**
   * What is known of the network is news: the module reported a change ({@link
   * ModemMqttClient.Builder#networkReports}), was brought up, or was asked.
   *
   * @param network what is known now
   */
  default void onNetworkChange(NetworkView network) {}

  /**
   * A message has its end: acknowledged, or given up.
   *
   * <p>Also for messages that an earlier program left in the outbox's store.
   *
   * @param publication the message, in stage {@link PublishStage#ACKNOWLEDGED} or {@link
   *     PublishStage#FAILED}
   */
  default void onPublishResult(Publication publication) {}

  /**
   * A message came that no subscription of this client matches, as after the reconnect of a
   * persistent session. Handlers for all messages ({@link ModemMqttClient#onMessage}) get it, too.
   *
   * @param message the message
   */
  default void onUnhandledMessage(Message message) {}
}
