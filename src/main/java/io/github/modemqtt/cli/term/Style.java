package io.github.modemqtt.cli.term;

/** What kind a line on the screen is; a screen with colours shows it. */
enum Style {
  /** To the module. */
  SENT("36"),
  /** Answers. */
  REPLY("0"),
  /** A command has succeeded. */
  SUCCESS("1"),
  /** A command has failed, or the line is in trouble. */
  TROUBLE("31"),
  /** What comes unasked. */
  URC("32"),
  /** What is less important. */
  FAINT("2"),
  /** What the terminal itself says. */
  NOTE("33");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in its colour. */
  String colour(String text) {
    return "\u001B[" + code + "m" + text + "\u001B[0m";
  }
}
