package io.github.modemqtt.cli.term;

import io.github.modemqtt.transport.Transport;

/** Where the line to the module comes from, each time that it is opened. */
public interface PortSource {
  /**
   * Makes a line, not yet opened.
   *
   * @return the line
   */
  Transport newTransport();

  /**
   * Opens the port at another rate from the next time on.
   *
   * @param baud bits per second
   * @throws IllegalArgumentException if it has no rate, or not this one
   */
  void changeRate(int baud);

  /**
   * What the user calls it.
   *
   * @return the name, such as {@code /dev/ttyUSB0}
   */
  String name();
}
