package io.github.modemqtt.cli;

import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.TopicName;
import java.time.Duration;

/**
 * The broker that {@code probe} tries.
 *
 * @param address where it is
 * @param options what it is told
 * @param topic where the module publishes to itself
 * @param arrival how long a message may take to come back
 */
record BrokerTrial(
    BrokerAddress address, ConnectOptions options, TopicName topic, Duration arrival) {

  boolean isHostAnAddress() {
    return address.host().chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
