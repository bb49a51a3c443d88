package io.github.modemqtt.modem;

import java.time.Duration;
import java.util.Optional;

/**
 * What a module asks the network for to save power (PSM): 27.007 section 7.38.
 *
 * @param enabled whether it asks at all
 * @param periodicUpdate how often it wants to report while it saves power (T3412); empty if not set
 *     or switched off
 * @param activeTime how long it wants to stay reachable before (T3324); empty if not set or
 *     switched off
 */
public record PowerSaving(
    boolean enabled, Optional<Duration> periodicUpdate, Optional<Duration> activeTime) {}
