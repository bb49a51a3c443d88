/**
 * A serial port made of software: a module in this process, a device node for any other program.
 *
 * <p>Needs the optional dependency JNA, and Linux.
 */
@NullMarked
package io.github.modemqtt.pty;

import org.jspecify.annotations.NullMarked;
