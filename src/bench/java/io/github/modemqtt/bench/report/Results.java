package io.github.modemqtt.bench.report;

import java.util.List;

/**
 * All that a run has given.
 *
 * @param machine where it ran
 * @param date when it began, by ISO 8601
 * @param seconds how long it took
 * @param parts what became of each part
 */
public record Results(Machine machine, String date, double seconds, List<Outcome> parts) {}
