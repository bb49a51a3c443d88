/** The general commands of a module: identity, echo, errors, clock, line and power settings. */
@NullMarked
package io.github.modemqtt.emulator.internal.general;

import org.jspecify.annotations.NullMarked;
