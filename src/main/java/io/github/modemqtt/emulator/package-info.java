/**
 * A module in software: it speaks the EC616's AT dialect over any {@link
 * io.github.modemqtt.transport.Transport} and carries real MQTT to a real broker over TCP.
 *
 * <pre>
 * MemoryTransport.Pair line = MemoryTransport.pair("demo");
 * try (EmulatedModule module =
 *     EmulatedModule.builder(line.module()).broker("127.0.0.1", 1883).build()) {
 *   module.start();
 *   // drive the module over line.host()
 * }
 * </pre>
 *
 * <p>For tests of a driver, a module {@linkplain io.github.modemqtt.emulator.EmulatedModule#audit()
 * notes} what a careful host must not do, has {@linkplain io.github.modemqtt.emulator.model.Fault
 * faults} on demand, and comes in several {@linkplain
 * io.github.modemqtt.emulator.model.ModuleProfile firmware builds}.
 *
 * <p>Needs {@code io.netty:netty-codec-mqtt} on the class path. How it is put together:
 *
 * <pre>
 * emulator    the module: its line, its threads, its hooks
 * ecmt        the MQTT client: ECMT commands and state machine
 * radio       SIM card, registration       general   identity, echo, device settings
 * command     runs commands, frames answers
 * line        rate and pieces           power      sleep
 * network     MQTT packets over TCP        decoder   bytes to commands
 * audit       watches the host             fault     spoils URCs and bytes
 * time        one module's tasks           model     profile, identity, clock and the like
 * </pre>
 */
@NullMarked
package io.github.modemqtt.emulator;

import org.jspecify.annotations.NullMarked;
