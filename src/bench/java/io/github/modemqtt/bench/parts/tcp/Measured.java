package io.github.modemqtt.bench.parts.tcp;

/**
 * One load on one client.
 *
 * @param kind the client
 * @param load the messages
 * @param connect how the connection was made before
 * @param result what came of it
 */
record Measured(TcpPart.Kind kind, Load load, Connect connect, Load.Result result) {
  /**
   * How a connection was made.
   *
   * @param seconds from nothing to the broker's acceptance
   * @param line bytes on the serial line
   * @param air what went over the network
   */
  record Connect(double seconds, long line, Traffic air) {}
}
