package io.github.modemqtt.mqtt;

import java.util.Optional;

/** Why a broker refuses a connection: CONNACK return codes 1 to 5 (MQTT 3.1.1 table 3.1). */
public enum ConnectReturnCode {
  /** Code 1: the broker does not support this version of MQTT. */
  UNACCEPTABLE_PROTOCOL_VERSION(
      1, "unacceptable protocol version", "choose the other MQTT version, 3.1 or 3.1.1"),
  /** Code 2: the client id is well-formed, but the broker does not allow it. */
  IDENTIFIER_REJECTED(2, "identifier rejected", "choose another client id"),
  /** Code 3: the network connection is there, but not the MQTT service. */
  SERVER_UNAVAILABLE(3, "server unavailable", "try again later, and check the state of the broker"),
  /** Code 4: user name or password are malformed, or wrong. */
  BAD_USER_NAME_OR_PASSWORD(4, "bad user name or password", "check user name and password"),
  /** Code 5: this client is not allowed to connect; many brokers say so for a wrong password. */
  NOT_AUTHORIZED(
      5,
      "not authorized",
      "check user name and password, and what the broker allows this client to do");

  private final int code;
  private final String text;
  private final String remedy;

  ConnectReturnCode(int code, String text, String remedy) {
    this.code = code;
    this.text = text;
    this.remedy = remedy;
  }

  /**
   * The number on the wire.
   *
   * @return 1 to 5
   */
  public int code() {
    return code;
  }

  /**
   * What the user can do about it.
   *
   * @return an imperative sentence without a full stop
   */
  public String remedy() {
    return remedy;
  }

  String text() {
    return text;
  }

  /**
   * The refusal with a number.
   *
   * @param code the return code
   * @return the constant, or empty for 0 (accepted) and for the reserved codes above 5
   */
  public static Optional<ConnectReturnCode> ofCode(int code) {
    for (ConnectReturnCode value : values()) {
      if (value.code == code) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
