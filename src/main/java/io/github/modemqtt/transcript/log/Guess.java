package io.github.modemqtt.transcript.log;

/**
 * Something that a log does not say.
 *
 * @param line the line of the log, from 1
 * @param rule what it was taken as
 * @param confidence how sure that is
 */
public record Guess(int line, Rule rule, Confidence confidence) {}
