package io.github.modemqtt.emulator.internal.network;

import java.util.function.Consumer;

/** One TCP connection to a broker, from the attempt to its end. */
public interface BrokerLink {

  /** Hears of a connection, in the module's own time. */
  interface Listener {
    /** TCP is up. */
    void connected();

    /** TCP did not come up; the link is done. */
    void connectFailed();

    /**
     * A packet came.
     *
     * @param packet the packet
     */
    void received(Incoming packet);

    /**
     * The connection ended, other than by this side. May come twice: closed, then reset.
     *
     * @param reset whether it was reset (noticed at once) and not just closed
     */
    void ended(boolean reset);
  }

  /**
   * Sends a packet.
   *
   * @param packet the packet
   * @param done hears, in the module's own time, whether TCP took it; possibly at once
   */
  void send(Outgoing packet, Consumer<SendResult> done);

  /** Closes the connection in good order; the listener hears no more. */
  void close();

  /** Resets the connection; the listener hears no more. */
  void abort();
}
