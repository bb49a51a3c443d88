/** The serial line as bytes in time: how fast they go, and in which pieces they come. */
@NullMarked
package io.github.modemqtt.emulator.internal.line;

import org.jspecify.annotations.NullMarked;
