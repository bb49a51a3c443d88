package io.github.modemqtt.session;

import io.github.modemqtt.mqtt.BrokerAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The brokers of one attempt after the other. Only for the supervisor's thread. */
final class BrokerRounds {
  private final List<BrokerAddress> brokers;
  private final BrokerOrder order;
  private int first;

  BrokerRounds(List<BrokerAddress> brokers, BrokerOrder order) {
    this.brokers = brokers;
    this.order = order;
  }

  /** All brokers, in the order in which to try them now. */
  List<BrokerAddress> next() {
    List<BrokerAddress> round = new ArrayList<>(brokers);
    Collections.rotate(round, -first);
    return round;
  }

  /** That one was tried last, with or without success. */
  void tried(BrokerAddress broker, boolean connected) {
    int index = brokers.indexOf(broker);
    if (order == BrokerOrder.ROTATING && index >= 0) {
      first = connected ? index : (index + 1) % brokers.size();
    }
  }
}
