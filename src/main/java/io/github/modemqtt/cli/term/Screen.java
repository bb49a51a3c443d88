package io.github.modemqtt.cli.term;

/** Where the terminal shows lines; any thread may. */
interface Screen {
  /**
   * Shows a line.
   *
   * @param style what it is
   * @param text the line, printable
   * @param meaning what it means; empty if there is nothing to say
   */
  void show(Style style, String text, String meaning);

  /**
   * Tells what the terminal waits for, in its prompt.
   *
   * @param prompt the prompt
   */
  void prompt(String prompt);
}
