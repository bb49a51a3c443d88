/** modemqtt through a module, beside clients on the host over PPP. */
package io.github.modemqtt.bench.parts.tcp;
