package io.github.modemqtt.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/**
 * Where a command reads and writes.
 *
 * @param in standard input
 * @param out results
 * @param err everything else
 * @param interactive whether a person is watching: then progress and colour are welcome
 * @param statusLine whether a line that changes is welcome on standard error; looked at only when
 *     there is one to show
 */
record Streams(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean interactive,
    BooleanSupplier statusLine) {

  /** Streams where no line changes. */
  Streams(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    this(in, out, err, interactive, () -> false);
  }

  /** {@return the same, with standard error elsewhere} */
  Streams withErr(PrintStream other, boolean personWatches) {
    return new Streams(in, out, other, personWatches, statusLine);
  }

  /** {@return the same, without standard error} */
  Streams silent() {
    return withErr(new PrintStream(OutputStream.nullOutputStream()), false);
  }

  /** Writes a line for the person who watches, on standard error. */
  void say(String text) {
    err.println(text);
    err.flush();
  }
}
