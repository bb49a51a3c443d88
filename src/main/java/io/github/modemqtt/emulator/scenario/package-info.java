/**
 * What goes wrong with a module in software, and when: a small text that people write and read.
 *
 * <pre>
 * at 10s drop-link
 * after +ECMTOPEN inject "+CEREG: 2" before-ok
 * every 30s garble-bytes 1 seed 7
 * </pre>
 *
 * <p>The notation is described in {@code at-scripts/SCENARIO.md}. A module plays a {@link
 * io.github.modemqtt.emulator.scenario.Scenario} on its own clock.
 */
@NullMarked
package io.github.modemqtt.emulator.scenario;

import org.jspecify.annotations.NullMarked;
