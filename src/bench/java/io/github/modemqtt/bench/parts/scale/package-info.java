/** Many clients in one JVM, and one for long. */
package io.github.modemqtt.bench.parts.scale;
