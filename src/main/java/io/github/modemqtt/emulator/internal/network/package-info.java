/**
 * The network side of a module: MQTT packets over TCP to a real broker, on Netty's codec.
 *
 * <p>A {@code MobileNetwork} with its delays and outages lies between the module and the internet.
 *
 * <p>Packets only: what they mean to the module is the ECMT package's business. That keeps Netty
 * out of it, and keeps a client library, with its own ideas of ids and retries, out of here.
 */
@NullMarked
package io.github.modemqtt.emulator.internal.network;

import org.jspecify.annotations.NullMarked;
