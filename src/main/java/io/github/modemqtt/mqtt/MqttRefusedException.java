package io.github.modemqtt.mqtt;

import io.github.modemqtt.ModemException;

/** The broker answered CONNECT with a refusal. */
public final class MqttRefusedException extends ModemException {
  private static final long serialVersionUID = 1L;

  /** What the CONNACK said. */
  private final ConnectReturnCode returnCode;

  /**
   * Creates the failure.
   *
   * @param broker the broker that refused
   * @param returnCode what its CONNACK said
   */
  public MqttRefusedException(BrokerAddress broker, ConnectReturnCode returnCode) {
    super(
        "The broker "
            + broker
            + " refused the connection with code "
            + returnCode.code()
            + ": "
            + returnCode.text(),
        returnCode.remedy());
    this.returnCode = returnCode;
  }

  /**
   * What the CONNACK said.
   *
   * @return the return code
   */
  public ConnectReturnCode returnCode() {
    return returnCode;
  }
}
