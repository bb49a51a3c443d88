package io.github.modemqtt.cli;

import java.util.Map;

/** Colours for a terminal, or none. */
final class Paint {
  private static final String RESET = "\u001B[0m";

  private final boolean colour;

  Paint(boolean colour) {
    this.colour = colour;
  }

  /** Colours where a person watches who wants them. */
  static Paint of(Streams streams) {
    return new Paint(streams.interactive() && isWanted(System.getenv()));
  }

  /** Neither the user (no-color.org) nor the kind of terminal says no. */
  static boolean isWanted(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  String sent(String text) {
    return paint("36", text);
  }

  String received(String text) {
    return text;
  }

  String urc(String text) {
    return paint("32", text);
  }

  String success(String text) {
    return paint("32", text);
  }

  String trouble(String text) {
    return paint("31", text);
  }

  String caution(String text) {
    return paint("33", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String heading(String text) {
    return paint("1", text);
  }

  private String paint(String code, String text) {
    return colour ? "\u001B[" + code + "m" + text + RESET : text;
  }
}
