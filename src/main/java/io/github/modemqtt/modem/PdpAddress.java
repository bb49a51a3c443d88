package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.FieldReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of a packet data context: 27.007 section 10.1.14.
 *
 * @param contextId the context; the EC616's own is 0, and MQTT uses that one
 * @param addresses the addresses as the module prints them; none before the context is active
 */
public record PdpAddress(int contextId, List<String> addresses) {
  private static final String NO_ADDRESS = "0.0.0.0";
  private static final int IPV4_PARTS = 4;

  /**
   * Takes over a copy of the list.
   *
   * @param contextId the context
   * @param addresses the addresses
   */
  public PdpAddress {
    addresses = List.copyOf(addresses);
  }

  /**
   * The IPv4 address, the only kind that the EC616's MQTT client can use.
   *
   * @return the address in dotted decimal; empty if there is none, or only {@code 0.0.0.0}
   */
  public Optional<String> ipv4() {
    return addresses.stream().filter(PdpAddress::isIpv4).findFirst();
  }

  static PdpAddress read(AtLine line) {
    FieldReader fields = line.fields();
    int contextId = fields.nextInt();
    List<String> addresses = new ArrayList<>(1);
    while (fields.hasNext()) {
      String address = fields.nextText();
      if (!address.isEmpty()) {
        addresses.add(address);
      }
    }
    return new PdpAddress(contextId, addresses);
  }

  private static boolean isIpv4(String address) {
    String[] parts = address.split("\\.", -1);
    if (parts.length != IPV4_PARTS || address.equals(NO_ADDRESS)) {
      return false;
    }
    for (String part : parts) {
      if (part.isEmpty()
          || part.length() > 3
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }
}
