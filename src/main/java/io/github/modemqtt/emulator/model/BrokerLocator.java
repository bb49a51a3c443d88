package io.github.modemqtt.emulator.model;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;

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
   * @throws IOException if there is no such host; a {@link ConnectException} if there is one that
   *     refuses connections, a {@link SocketTimeoutException} if it never answers. The module says
   *     {@code +ECMTOPEN: 0,-1} in each case, but not after the same time
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
   * Sends the hosts of a table to where it says.
   *
   * @param brokers the real addresses; the keys are {@code host:port}, or {@code host} for all its
   *     other ports, as in the command apart from upper and lower case
   * @param others finds the hosts that are not in the table, such as {@link #nowhere()}
   * @return the locator
   */
  static BrokerLocator mapped(Map<String, InetSocketAddress> brokers, BrokerLocator others) {
    Map<String, InetSocketAddress> table = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    table.putAll(brokers);
    return (host, port) -> {
      InetSocketAddress exact = table.get(host + ":" + port);
      InetSocketAddress address = exact == null ? table.get(host) : exact;
      return address == null ? others.locate(host, port) : address;
    };
  }

  /**
   * Knows no host: the name service says so as soon as it is asked.
   *
   * @return the locator
   */
  static BrokerLocator nowhere() {
    return (host, port) -> {
      throw new UnknownHostException(host);
    };
  }

  /**
   * Knows every host, but each refuses every connection.
   *
   * @return the locator
   */
  static BrokerLocator refusing() {
    return (host, port) -> {
      throw new ConnectException(host + ":" + port + " refuses connections");
    };
  }

  /**
   * Knows every host, but none ever answers: the module gives up after {@link
   * FirmwareDelays#tcpConnect()}.
   *
   * @return the locator
   */
  static BrokerLocator unreachable() {
    return (host, port) -> {
      throw new SocketTimeoutException(host + ":" + port + " does not answer");
    };
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
