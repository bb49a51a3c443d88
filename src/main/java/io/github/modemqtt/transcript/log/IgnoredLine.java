package io.github.modemqtt.transcript.log;

/**
 * A line of a log that is none of the session, such as what a terminal program says of itself.
 *
 * @param line the line of the log, from 1
 * @param text its beginning, with escapes as in transcripts
 */
public record IgnoredLine(int line, String text) {}
