/**
 * What every layer shares: the root of the exception hierarchy.
 *
 * <p>The layers, each of which knows only those below it:
 *
 * <pre>
 * cli         command line
 * session     the client that applications use
 * ecmt        the EigenComm MQTT dialect        modem  3GPP TS 27.007: SIM, registration, address
 * mqtt        what an MQTT client is, whatever the module
 * at          the AT channel: framer, router, correlator
 * transport   serial port, TCP, in-memory pair
 *
 * emulator    a module in software, on a transport     transcript   sessions as text, on a transport
 * pty         pseudo-terminals                         broker       the broker of demo and tests
 * </pre>
 */
@NullMarked
package io.github.modemqtt;

import org.jspecify.annotations.NullMarked;
