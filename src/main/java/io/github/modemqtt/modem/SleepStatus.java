package io.github.modemqtt.modem;

import java.time.Duration;

/**
 * What {@code AT+ECPMUSTATUS?} shows.
 *
 * @param mode the sleep
 * @param time the time that the module prints beside it
 */
public record SleepStatus(SleepMode mode, Duration time) {}
