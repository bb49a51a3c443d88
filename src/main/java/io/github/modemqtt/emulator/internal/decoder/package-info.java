/**
 * The module's command line decoder: chunks of bytes in, decoded commands out.
 *
 * <p>Pure state machines without threads, clocks or I/O. They follow the decoder of the EC616
 * firmware, including what it does with input that no host should send.
 */
@NullMarked
package io.github.modemqtt.emulator.internal.decoder;

import org.jspecify.annotations.NullMarked;
