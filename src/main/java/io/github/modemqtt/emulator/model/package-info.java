/**
 * What a module in software is made of and lives in: its profile, identity, SIM and signal, as
 * data, and the interfaces to its surroundings: clock, brokers, observers.
 */
@NullMarked
package io.github.modemqtt.emulator.model;

import org.jspecify.annotations.NullMarked;
