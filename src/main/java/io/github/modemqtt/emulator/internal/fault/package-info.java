/** Faults on the way from the module to the host: of single URCs, and of the bytes on the line. */
@NullMarked
package io.github.modemqtt.emulator.internal.fault;

import org.jspecify.annotations.NullMarked;
