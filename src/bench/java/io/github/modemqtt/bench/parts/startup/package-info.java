/** What a start of the command line takes, and how much memory a client needs. */
package io.github.modemqtt.bench.parts.startup;
