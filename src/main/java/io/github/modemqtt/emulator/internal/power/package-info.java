/** When a module sleeps, how deep, and what it hears of its line then. */
@NullMarked
package io.github.modemqtt.emulator.internal.power;

import org.jspecify.annotations.NullMarked;
