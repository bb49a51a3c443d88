package io.github.modemqtt.mqtt;

/**
 * The name that a message is published under: levels separated by {@code /}, without wildcards.
 *
 * <p>It is case-sensitive, and {@code a}, {@code /a} and {@code a/} are three names (MQTT 3.1.1
 * section 4.7.3).
 *
 * @param value the name, at most 65535 bytes in UTF-8
 */
public record TopicName(String value) {

  /**
   * Checks the name.
   *
   * @param value the name
   * @throws InvalidTopicException if it breaks a rule of MQTT 3.1.1 section 4.7 or 1.5.3
   */
  public TopicName {
    TopicSyntax.requireName(value);
  }

  /**
   * Makes a topic name of a text.
   *
   * @param text the name
   * @return the topic name
   * @throws InvalidTopicException if it breaks a rule of MQTT 3.1.1 section 4.7 or 1.5.3
   */
  public static TopicName of(String text) {
    return new TopicName(text);
  }

  /**
   * The length on the wire.
   *
   * @return the number of bytes in UTF-8, 1 to 65535
   */
  public int utf8Length() {
    return MqttText.utf8Length(value);
  }

  /** {@return the name itself} */
  @Override
  public String toString() {
    return value;
  }
}
