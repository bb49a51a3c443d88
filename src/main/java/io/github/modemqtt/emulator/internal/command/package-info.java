/**
 * Runs decoded commands one at a time and frames what they answer.
 *
 * <p>The families of commands (general, radio, ECMT) register here and know nothing of each other.
 */
@NullMarked
package io.github.modemqtt.emulator.internal.command;

import org.jspecify.annotations.NullMarked;
