package io.github.modemqtt.session;

/** What a module lets know of the broker's answer to a subscription. */
public enum SubscribeOutcome {
  /**
   * The broker has answered, and what it granted is unknown.
   *
   * <p>The firmware reports a refusal (SUBACK with 0x80, MQTT 3.1.1 section 3.9.3) as success, and
   * the number of answers in place of the granted QoS. If nothing arrives, look at the broker's
   * access rules.
   */
  ACCEPTED_GRANT_UNKNOWN
}
