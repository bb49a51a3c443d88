/** The report: what was measured where, as JSON, as a page, and as a short table. */
package io.github.modemqtt.bench.report;
