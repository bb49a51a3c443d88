/**
 * The modem below the MQTT client: its commands by V.250 and 3GPP TS 27.007, the EC616's own ones,
 * what it reports by itself, and the way from an open port to an address in the network.
 *
 * <p>The commands are records, grouped as a manual's chapters:
 *
 * <ul>
 *   <li>{@link io.github.modemqtt.modem.GeneralCommands}: the line, and who the module is;
 *   <li>{@link io.github.modemqtt.modem.SimCommands}: the SIM card;
 *   <li>{@link io.github.modemqtt.modem.NetworkCommands}: radio, registration, signal, clock;
 *   <li>{@link io.github.modemqtt.modem.PacketCommands}: packet data, addresses, DNS, ping;
 *   <li>{@link io.github.modemqtt.modem.PowerCommands}: power saving, restart.
 * </ul>
 *
 * <p>{@link io.github.modemqtt.modem.NetworkUrcs} holds the unsolicited result codes, {@link
 * io.github.modemqtt.modem.BringUp} the start, which also sets {@linkplain
 * io.github.modemqtt.modem.PowerOptions power saving} where it is asked to; {@link
 * io.github.modemqtt.modem.NetworkMonitor} keeps a view of the network up to date.
 */
@NullMarked
package io.github.modemqtt.modem;

import org.jspecify.annotations.NullMarked;
