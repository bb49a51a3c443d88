/**
 * Sessions as text: recorded, written by hand, read by people, and played back as a module.
 *
 * <p>A {@link io.github.modemqtt.transcript.Transcript} is what host and module sent, byte by byte.
 * {@link io.github.modemqtt.transcript.RecordingTransport} writes one while a program runs; {@link
 * io.github.modemqtt.transcript.ReplayTransport} plays the module's part of one to a program;
 * {@link io.github.modemqtt.transcript.TranscriptRun} plays the host's part to a module; {@link
 * io.github.modemqtt.transcript.TranscriptDiff} compares two. The notation is described in {@code
 * at-scripts/FORMAT.md}.
 */
@NullMarked
package io.github.modemqtt.transcript;

import org.jspecify.annotations.NullMarked;
