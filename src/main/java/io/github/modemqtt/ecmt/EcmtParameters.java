package io.github.modemqtt.ecmt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.ParameterException;

/** What the firmware's decoder takes, beyond what every AT modem does. */
final class EcmtParameters {
  static final int MIN_MESSAGE_ID = 1;
  static final int MAX_MESSAGE_ID = 65_535;

  private EcmtParameters() {}

  /** The value itself must not be in the message: it may be a secret. */
  static void requireText(String name, String value, int limitBytes) {
    if (value.isEmpty()) {
      throw new ParameterException(
          name, "is empty, which the module refuses", "give at least one character");
    }
    int size = value.getBytes(UTF_8).length;
    if (size > limitBytes) {
      throw new ParameterException(
          name, "has " + size + " bytes, and the module takes at most " + limitBytes, "shorten it");
    }
    if (value.charAt(0) == ',') {
      throw new ParameterException(
          name,
          "begins with a comma, which the module's decoder swallows",
          "begin with another character");
    }
  }

  static void requireConnection(int connectionId) {
    if (connectionId < 0) {
      throw new IllegalArgumentException("Connection id " + connectionId + " is negative");
    }
  }

  static void requireMessageId(int messageId, int min) {
    if (messageId < min || messageId > MAX_MESSAGE_ID) {
      throw new IllegalArgumentException(
          "Message id " + messageId + " is not within " + min + " to " + MAX_MESSAGE_ID);
    }
  }
}
