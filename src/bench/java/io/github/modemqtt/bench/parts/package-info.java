/** The parts of the suite; {@link io.github.modemqtt.bench.parts.Parts} has their order. */
package io.github.modemqtt.bench.parts;
