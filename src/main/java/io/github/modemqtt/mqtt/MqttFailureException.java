package io.github.modemqtt.mqtt;

import io.github.modemqtt.ModemException;

/** The module accepted a step, and then reported that it failed. */
public final class MqttFailureException extends ModemException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param step what was to be done, such as {@code publish to t/1}
   * @param detail what the module reported
   * @param remedy what the user can do
   */
  public MqttFailureException(String step, String detail, String remedy) {
    super("Could not " + step + ": " + detail, remedy);
  }
}
