package io.github.modemqtt.session;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.BrokerAddress;
import java.time.Duration;

/**
 * What a client is about to do to get its connection back.
 *
 * @param number counts the attempts since the connection was lost, or first wanted, from 1
 * @param step how hard it will try
 * @param delay how long it waits before
 * @param broker the broker that it will try first
 * @param cause the failure before: the loss, or what came of the last attempt
 */
public record RecoveryAttempt(
    int number, RecoveryStep step, Duration delay, BrokerAddress broker, ModemException cause) {}
