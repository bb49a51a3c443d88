package io.github.modemqtt.cli;

import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.TopicName;

/**
 * The broker that {@code probe} tries.
 *
 * @param address where it is
 * @param options what it is told
 * @param topic where the module publishes to itself
 */
record BrokerTrial(BrokerAddress address, ConnectOptions options, TopicName topic) {

  boolean isHostAnAddress() {
    return address.host().chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
