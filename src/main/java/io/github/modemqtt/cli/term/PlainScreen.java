package io.github.modemqtt.cli.term;

import java.io.PrintStream;

/** Lines without any escape sequences, for scripts and simple terminals. */
final class PlainScreen implements Screen {
  private final PrintStream out;

  PlainScreen(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void show(Style style, String text, String meaning) {
    out.println(meaning.isEmpty() ? text : text + "  -- " + meaning);
    out.flush();
  }

  @Override
  public void prompt(String prompt) {
    // the one who reads lines does not want what has no line end
  }
}
