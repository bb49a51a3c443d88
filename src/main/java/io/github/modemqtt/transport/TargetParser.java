package io.github.modemqtt.transport;

import java.util.Locale;

/** Reads the text form of a {@link TransportTarget}. */
final class TargetParser {
  private static final String TCP = "tcp://";

  private TargetParser() {}

  static TransportTarget parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "no target: write a serial port such as /dev/ttyUSB0 or COM3, or tcp://HOST:PORT");
    }
    if (text.toLowerCase(Locale.ROOT).startsWith(TCP)) {
      return tcp(text.substring(TCP.length()));
    }
    if (text.contains("://")) {
      throw new IllegalArgumentException(
          "unknown scheme '"
              + text.substring(0, text.indexOf("://"))
              + "': the only one is tcp://HOST:PORT; serial ports are written without a scheme");
    }
    return serial(text);
  }

  private static TransportTarget serial(String text) {
    if (looksLikeHostAndPort(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' looks like HOST:PORT: write tcp://" + text);
    }
    int at = text.lastIndexOf('@');
    return at < 0
        ? new TransportTarget.Serial(text, SerialOptions.DEFAULT_BAUD_RATE)
        : new TransportTarget.Serial(
            text.substring(0, at), number(text.substring(at + 1), "baud rate", text));
  }

  private static boolean looksLikeHostAndPort(String text) {
    int colon = text.lastIndexOf(':');
    return colon > 0
        && colon < text.length() - 1
        && text.indexOf('/') < 0
        && text.indexOf('\\') < 0
        && isDigits(text.substring(colon + 1));
  }

  private static TransportTarget tcp(String rest) {
    if (rest.indexOf('@') >= 0) {
      // Not repeated in the message: what stands before the sign may be a password.
      throw new IllegalArgumentException(
          "a TCP target has no user, no password and no baud rate: write tcp://HOST:PORT");
    }
    return rest.startsWith("[") ? bracketed(rest) : plain(rest);
  }

  private static TransportTarget bracketed(String rest) {
    int end = rest.indexOf(']');
    String address = end < 0 ? "" : rest.substring(1, end);
    if (address.indexOf(':') < 0 || !isHost(address)) {
      throw notHostAndPort(rest, "an IPv6 address in brackets is missing its end or is none");
    }
    if (!rest.startsWith(":", end + 1)) {
      throw notHostAndPort(rest, "the port is missing");
    }
    return tcp(address, rest.substring(end + 2), rest);
  }

  private static TransportTarget plain(String rest) {
    int colon = rest.lastIndexOf(':');
    if (colon < 0) {
      throw notHostAndPort(rest, "the port is missing");
    }
    String host = rest.substring(0, colon);
    if (host.indexOf(':') >= 0) {
      throw notHostAndPort(rest, "an IPv6 address stands in brackets, as in tcp://[::1]:2000");
    }
    if (!isHost(host)) {
      throw notHostAndPort(rest, "the host is missing or holds a character that hosts do not have");
    }
    return tcp(host, rest.substring(colon + 1), rest);
  }

  private static TransportTarget tcp(String host, String port, String rest) {
    return new TransportTarget.Tcp(host, number(port, "port", TCP + rest));
  }

  private static IllegalArgumentException notHostAndPort(String rest, String why) {
    return new IllegalArgumentException("'" + TCP + rest + "' is not tcp://HOST:PORT: " + why);
  }

  private static boolean isHost(String host) {
    return !host.isEmpty()
        && host.chars().allMatch(c -> c > ' ' && c != 0x7F && "/\\?#[]".indexOf(c) < 0);
  }

  private static int number(String digits, String what, String text) {
    if (!isDigits(digits)) {
      throw new IllegalArgumentException(
          "the " + what + " in '" + text + "' is not a number of 1 to 9 digits: '" + digits + "'");
    }
    return Integer.parseInt(digits);
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty()
        && text.length() <= 9
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
