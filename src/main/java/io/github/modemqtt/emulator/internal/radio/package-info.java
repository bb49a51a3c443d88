/** SIM card, registration and address of a module, and their 27.007 commands. */
@NullMarked
package io.github.modemqtt.emulator.internal.radio;

import org.jspecify.annotations.NullMarked;
