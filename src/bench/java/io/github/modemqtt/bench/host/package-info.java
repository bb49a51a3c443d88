/** Hosts that the client is compared with. */
package io.github.modemqtt.bench.host;
