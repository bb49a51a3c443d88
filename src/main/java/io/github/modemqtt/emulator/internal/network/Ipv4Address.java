package io.github.modemqtt.emulator.internal.network;

/** Tells addresses, for which no name server is asked, from names. */
final class Ipv4Address {
  private static final int PARTS = 4;
  private static final int MAX_PART = 255;

  private Ipv4Address() {}

  static boolean isOne(String host) {
    String[] parts = host.split("\\.", -1);
    if (parts.length != PARTS) {
      return false;
    }
    for (String part : parts) {
      if (!isPart(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPart(String part) {
    return !part.isEmpty()
        && part.length() <= 3
        && part.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(part) <= MAX_PART;
  }
}
