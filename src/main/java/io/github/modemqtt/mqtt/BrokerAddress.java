package io.github.modemqtt.mqtt;

import java.util.Objects;

/**
 * Where a broker listens: host name or IP address, and TCP port.
 *
 * <p>Only the syntax is checked here; nothing is resolved.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets; up to 253 ASCII
 *     characters
 * @param port 1 to 65535
 */
public record BrokerAddress(String host, int port) {
  /** The registered port of MQTT without TLS. */
  public static final int DEFAULT_PORT = 1883;

  private static final int MAX_HOST_LENGTH = 253;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;

  /**
   * Checks the address.
   *
   * @param host the host name or address
   * @param port 1 to 65535
   * @throws IllegalArgumentException if the host is empty, too long or holds other characters than
   *     letters, digits, {@code . - _}, and in an IPv6 address {@code : %}, or if the port is out
   *     of range
   */
  public BrokerAddress {
    requireHost(host);
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("Port " + port + " is not within 1 to 65535");
    }
  }

  /**
   * Reads {@code host}, {@code host:port} or {@code [IPv6 address]:port}.
   *
   * @param text the address; without a port it is {@value #DEFAULT_PORT}
   * @return the address
   * @throws IllegalArgumentException if the text is something else
   */
  public static BrokerAddress parse(String text) {
    Objects.requireNonNull(text, "text");
    if (text.contains("://")) {
      throw refused(text, "it begins with a scheme; give host:port only");
    }
    return text.startsWith("[") ? parseBracketed(text) : parsePlain(text);
  }

  private static BrokerAddress parsePlain(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new BrokerAddress(text, DEFAULT_PORT);
    }
    if (colon != text.lastIndexOf(':')) {
      throw refused(text, "it has more than one ':'; an IPv6 address goes into brackets");
    }
    return new BrokerAddress(text.substring(0, colon), parsePort(text, colon + 1));
  }

  private static BrokerAddress parseBracketed(String text) {
    int bracket = text.indexOf(']');
    if (bracket < 0) {
      throw refused(text, "the ']' is missing");
    }
    String host = text.substring(1, bracket);
    if (host.indexOf(':') < 0) {
      throw refused(text, "only an IPv6 address goes into brackets");
    }
    if (bracket == text.length() - 1) {
      return new BrokerAddress(host, DEFAULT_PORT);
    }
    if (text.charAt(bracket + 1) != ':') {
      throw refused(text, "':' and a port have to follow the ']'");
    }
    return new BrokerAddress(host, parsePort(text, bracket + 2));
  }

  private static int parsePort(String text, int from) {
    int digits = text.length() - from;
    if (digits < 1 || digits > MAX_PORT_DIGITS) {
      throw refused(text, "the port is not a number from 1 to 65535");
    }
    int port = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw refused(text, "the port is not a number from 1 to 65535");
      }
      port = port * 10 + digit;
    }
    return port;
  }

  private static void requireHost(String host) {
    Objects.requireNonNull(host, "host");
    if (host.isEmpty()) {
      throw new IllegalArgumentException("The broker's host is empty");
    }
    if (host.length() > MAX_HOST_LENGTH) {
      throw new IllegalArgumentException(
          "The broker's host has " + host.length() + " characters, more than " + MAX_HOST_LENGTH);
    }
    boolean ipv6 = host.indexOf(':') >= 0;
    for (int i = 0; i < host.length(); i++) {
      if (!isHostCharacter(host.charAt(i), ipv6)) {
        throw new IllegalArgumentException(
            "Broker host "
                + MqttText.preview(host)
                + " holds a character that is not allowed at "
                + "position "
                + i);
      }
    }
  }

  private static boolean isHostCharacter(char c, boolean ipv6) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_'
        || (ipv6 && (c == ':' || c == '%'));
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException(
        "Broker address " + MqttText.preview(text) + " is not valid: " + why);
  }

  /** {@return the address as {@link #parse} reads it, with the port} */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
