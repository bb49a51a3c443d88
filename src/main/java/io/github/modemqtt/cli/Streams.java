package io.github.modemqtt.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command reads and writes.
 *
 * @param in standard input
 * @param out results
 * @param err everything else
 * @param interactive whether a person is watching: then progress is welcome
 * @param coloured whether colours are
 */
record Streams(
    InputStream in, PrintStream out, PrintStream err, boolean interactive, boolean coloured) {

  /** Of a terminal with colours, or of no terminal. */
  Streams(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    this(in, out, err, interactive, interactive);
  }

  /** Without colours if the user, or the kind of terminal, wants none (no-color.org). */
  Streams colouredAsIn(Map<String, String> environment) {
    boolean unwanted =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Streams(in, out, err, interactive, coloured && !unwanted);
  }

  /** Writes a line for the person who watches, on standard error. */
  void say(String text) {
    err.println(text);
    err.flush();
  }
}
