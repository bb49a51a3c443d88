/**
 * A module in software: it speaks the EC616's AT dialect over any {@link
 * io.github.modemqtt.transport.Transport} and carries real MQTT to a real broker over TCP.
 *
 * <pre>
 * MemoryPort port = new MemoryPort("demo");
 * try (EmulatedModule module =
 *     EmulatedModule.builder(port).broker("127.0.0.1", 1883).build()) {
 *   module.start();
 *   // drive the module over port.newTransport()
 * }
 * </pre>
 *
 * <p>A {@link io.github.modemqtt.transport.ModulePort} is in memory, TCP, or a serial port of this
 * computer ({@link io.github.modemqtt.transport.TcpPort}, {@code pty.PtyPort}); programs open it
 * again and again. Any other transport is a line that ends once, and the module with it.
 *
 * <p>For tests of a driver, a module {@linkplain io.github.modemqtt.emulator.EmulatedModule#audit()
 * notes} what a careful host must not do, has {@linkplain io.github.modemqtt.emulator.model.Fault
 * faults} on demand or by a {@linkplain io.github.modemqtt.emulator.scenario.Scenario scenario},
 * and comes in several {@linkplain io.github.modemqtt.emulator.model.ModuleProfile firmware
 * builds}.
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
 * scenario    faults and their times
 * </pre>
 */
@NullMarked
package io.github.modemqtt.emulator;

import org.jspecify.annotations.NullMarked;
