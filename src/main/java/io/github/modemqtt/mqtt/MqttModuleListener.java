package io.github.modemqtt.mqtt;

/**
 * Hears what a module reports without being asked for.
 *
 * <p>The methods are called one at a time, in the order of the module's reports, on the
 * implementation's callback thread: they must return soon and must not wait for a future of the
 * module.
 */
public interface MqttModuleListener {

  /**
   * A message has arrived.
   *
   * @param message the message
   */
  void onMessage(Message message);

  /**
   * The link to the broker is lost; what was in flight will not be acknowledged.
   *
   * @param loss what the module does now
   */
  void onLinkLost(LinkLoss loss);

  /**
   * The module has connected again on its own.
   *
   * <p>It does not subscribe again, and may not know whether the broker kept the session.
   */
  void onLinkRestored();

  /**
   * The module has tried to connect again on its own, and the broker refused.
   *
   * @param refusal what the broker said
   */
  void onReconnectRefused(MqttRefusedException refusal);

  /**
   * Something may have happened to the link that cannot be told from here, such as a report that
   * could also be text of a received message: a health check is due.
   *
   * @param evidence what was seen, for people
   */
  default void onLinkDoubtful(String evidence) {}
}
