package io.github.modemqtt.modem;

import java.util.Optional;

/**
 * A module that is ready for MQTT: what {@link BringUp} found.
 *
 * @param identity who the module is
 * @param iccid the number of the SIM card, if the module says it
 * @param signal the signal, if the module says it
 * @param registration the registration
 * @param address the address
 * @param power how it saves power; empty unless {@link BringUpOptions#power} asks for something
 */
public record ModemStatus(
    ModuleIdentity identity,
    Optional<String> iccid,
    Optional<SignalQuality> signal,
    Registration registration,
    PdpAddress address,
    Optional<PowerStatus> power) {}
