/**
 * Cuts the byte stream of a module into lines, prompts and received-message units.
 *
 * <p>A pure state machine: no threads, no clock, no knowledge of commands. The same bytes give the
 * same events whatever the sizes of the reads that delivered them.
 */
@NullMarked
package io.github.modemqtt.at.internal;

import org.jspecify.annotations.NullMarked;
