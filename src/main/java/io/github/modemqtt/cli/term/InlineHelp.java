package io.github.modemqtt.cli.term;

import java.util.Optional;

/** What stands behind and below a line while it is typed. */
final class InlineHelp {
  private static final int TOO_SHORT = 4;

  private final Catalogue catalogue;

  InlineHelp(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Helps with a line.
   *
   * @param typed the line so far, up to the cursor at its end
   * @return the syntax, and below it each parameter, with a mark at the one that comes now; empty
   *     if the line is no known command
   */
  String of(String typed) {
    if (typed.length() < TOO_SHORT) {
      return "";
    }
    Optional<CommandHelp> known = catalogue.of(typed);
    if (known.isEmpty()) {
      return "";
    }
    CommandHelp command = known.get();
    String rest = typed.substring(command.name().length());
    if (rest.isEmpty()) {
      return "  " + String.join("  ", command.syntax()) + "\n" + command.summary();
    }
    boolean setting = rest.startsWith("=") || rest.startsWith(",");
    return setting && !rest.equals("=?") ? parameters(command, rest) : "";
  }

  private static String parameters(CommandHelp command, String rest) {
    int current = parameterAtEnd(rest, command.parameters().size());
    StringBuilder help = new StringBuilder("   ").append(command.setSyntax());
    for (int i = 0; i < command.parameters().size(); i++) {
      help.append('\n').append(i == current ? "> " : "  ");
      help.append(command.parameters().get(i).explained());
    }
    return help.toString();
  }

  /** The last parameter may hold commas: a payload is taken literally. */
  private static int parameterAtEnd(String rest, int count) {
    int parameter = 0;
    boolean quoted = false;
    for (int i = 1; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parameter++;
      }
    }
    return Math.min(parameter, count - 1);
  }
}
