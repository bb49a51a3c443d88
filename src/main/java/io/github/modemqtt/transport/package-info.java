/**
 * Bytes to and from a module: serial port, TCP connection, in-memory pair.
 *
 * <p>A {@link io.github.modemqtt.transport.Transport} moves bytes and knows nothing of AT commands.
 * Nothing here starts a thread; the reader of a transport is the layer above.
 */
@NullMarked
package io.github.modemqtt.transport;

import org.jspecify.annotations.NullMarked;
