package io.github.modemqtt.emulator.internal.network;

/** The part of a connection to a broker that lies behind the mobile network. */
public interface InternetLink extends BrokerLink {

  /**
   * Holds the broker up, by TCP, or lets it go on; some packets may still come.
   *
   * @param held whether it is held up
   */
  void hold(boolean held);
}
