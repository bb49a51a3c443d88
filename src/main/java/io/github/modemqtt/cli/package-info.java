/**
 * The command line, {@code java -jar modemqtt.jar}: one class a subcommand.
 *
 * <p>Not part of the library's interface. Results go to standard output, everything else to
 * standard error. Exit codes are those of {@link io.github.modemqtt.cli.ExitCode}.
 */
@NullMarked
package io.github.modemqtt.cli;

import org.jspecify.annotations.NullMarked;
