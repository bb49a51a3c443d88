/** The time of one module: tasks in order, one at a time, now or later. */
@NullMarked
package io.github.modemqtt.emulator.internal.time;

import org.jspecify.annotations.NullMarked;
