package io.github.modemqtt.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param in standard input
 * @param out results
 * @param err everything else
 * @param interactive whether a person is watching: then progress and colour are welcome
 */
record Streams(InputStream in, PrintStream out, PrintStream err, boolean interactive) {

  /** Writes a line for the person who watches, on standard error. */
  void say(String text) {
    err.println(text);
    err.flush();
  }
}
