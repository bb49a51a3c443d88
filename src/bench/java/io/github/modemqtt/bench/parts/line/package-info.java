/** Publishing over a line that is the limit. */
package io.github.modemqtt.bench.parts.line;
