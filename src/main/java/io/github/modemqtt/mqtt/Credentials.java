package io.github.modemqtt.mqtt;

/**
 * User name and password of CONNECT (MQTT 3.1.1 sections 3.1.3.4 and 3.1.3.5).
 *
 * @param user the user name, at most 65535 bytes in UTF-8
 * @param password the password, at most 65535 bytes in UTF-8
 */
public record Credentials(String user, String password) {

  /**
   * Checks both; the message of a failure does not show them.
   *
   * @param user the user name
   * @param password the password
   * @throws IllegalArgumentException if one is not a string by MQTT 3.1.1 section 1.5.3
   */
  public Credentials {
    MqttText.require("The user name", user);
    MqttText.require("The password", password);
  }

  /** {@return the user name; the password is masked} */
  @Override
  public String toString() {
    return "Credentials[user=" + MqttText.preview(user) + ", password=***]";
  }
}
