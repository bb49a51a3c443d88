/**
 * Logs of terminal programs, as people have them, made into transcripts.
 *
 * <p>{@link io.github.modemqtt.transcript.log.LogImport} reads one; what the log does not say is
 * guessed, and each guess is in the {@link io.github.modemqtt.transcript.log.ImportReport}.
 */
@NullMarked
package io.github.modemqtt.transcript.log;

import org.jspecify.annotations.NullMarked;
