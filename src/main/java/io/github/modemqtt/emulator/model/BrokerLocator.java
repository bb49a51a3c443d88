package io.github.modemqtt.emulator.model;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where the broker of an {@code AT+ECMTOPEN} really is: the emulated network's name service.
 *
 * <p>Called on a thread of its own and may block.
 */
@FunctionalInterface
public interface BrokerLocator {

  /**
   * Finds a broker.
   *
   * @param host the host name or address from the command
   * @param port the port from the command
   * @return where to connect to, resolved
   * @throws IOException if there is no such host; the module answers {@code +ECMTOPEN: 0,-1}
   */
  InetSocketAddress locate(String host, int port) throws IOException;

  /**
   * Sends every host and port to one broker.
   *
   * @param address the broker
   * @return the locator
   */
  static BrokerLocator always(InetSocketAddress address) {
    return (host, port) -> address;
  }

  /**
   * Asks the machine's own name service for an IPv4 address, as the module knows no other.
   *
   * @return the locator
   */
  static BrokerLocator nameService() {
    return (host, port) -> {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (address instanceof Inet4Address) {
          return new InetSocketAddress(address, port);
        }
      }
      throw new UnknownHostException(host + " has no IPv4 address");
    };
  }
}
