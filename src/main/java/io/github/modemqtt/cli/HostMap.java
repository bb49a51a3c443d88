package io.github.modemqtt.cli;

import io.github.modemqtt.emulator.model.BrokerLocator;
import io.github.modemqtt.mqtt.BrokerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The emulated network's name service: some hosts lead elsewhere. */
final class HostMap implements BrokerLocator {
  private final Map<String, BrokerAddress> hosts = new HashMap<>();
  private final BrokerLocator others;

  private HostMap(BrokerLocator others) {
    this.others = others;
  }

  /** Takes entries {@code host=address:port}; asks the other locator for all hosts but those. */
  static HostMap parse(List<String> entries, BrokerLocator others) {
    HostMap map = new HostMap(others);
    entries.forEach(map::add);
    return map;
  }

  private void add(String entry) {
    int mark = entry.indexOf('=');
    if (mark < 1) {
      throw new IllegalArgumentException(
          "--map is '" + entry + "'; it must be host=address:port, such as broker=localhost:1883");
    }
    String host = entry.substring(0, mark).toLowerCase(Locale.ROOT);
    if (hosts.putIfAbsent(host, BrokerAddress.parse(entry.substring(mark + 1))) != null) {
      throw new IllegalArgumentException("--map has the host '" + host + "' twice");
    }
  }

  @Override
  public InetSocketAddress locate(String host, int port) throws IOException {
    BrokerAddress mapped = hosts.get(host.toLowerCase(Locale.ROOT));
    return mapped == null ? others.locate(host, port) : resolve(mapped);
  }

  static InetSocketAddress resolve(BrokerAddress address) throws UnknownHostException {
    InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
    if (resolved.isUnresolved()) {
      throw new UnknownHostException(address.host());
    }
    return resolved;
  }
}
