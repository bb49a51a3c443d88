/** What is left when nothing else is the limit: no line rate, no firmware, no network. */
package io.github.modemqtt.bench.parts.unlimited;
