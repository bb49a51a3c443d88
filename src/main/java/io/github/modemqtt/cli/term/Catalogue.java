package io.github.modemqtt.cli.term;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** All commands that the terminal helps with, in the order of {@code commands.txt}. */
final class Catalogue {
  private static final String RESOURCE = "commands.txt";

  private final List<CommandHelp> commands;

  private Catalogue(List<CommandHelp> commands) {
    this.commands = commands;
  }

  static Catalogue load() {
    try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream(RESOURCE));
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return of(lines.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table of its own, as {@code commands.txt} describes. */
  static Catalogue of(List<String> table) {
    return new Catalogue(CatalogueParser.parse(table));
  }

  List<CommandHelp> commands() {
    return commands;
  }

  /** The command of a line, which may have parameters. */
  Optional<CommandHelp> of(String line) {
    CommandHelp longest = null;
    for (CommandHelp command : commands) {
      if (isCommandOf(command, line)
          && (longest == null || command.name().length() > longest.name().length())) {
        longest = command;
      }
    }
    return Optional.ofNullable(longest);
  }

  private static boolean isCommandOf(CommandHelp command, String line) {
    String name = command.name();
    if (!startsWith(line, name)) {
      return false;
    }
    return line.length() == name.length()
        || command.isItem()
        || !Character.isLetterOrDigit(line.charAt(name.length())) && name.length() > 2
        || command.forms().contains(CommandHelp.Form.DIGIT);
  }

  /** The commands whose names begin so, whatever the case. */
  List<CommandHelp> startingWith(String text) {
    return commands.stream().filter(command -> startsWith(command.name(), text)).toList();
  }

  private static boolean startsWith(String text, String start) {
    return text.toUpperCase(Locale.ROOT).startsWith(start.toUpperCase(Locale.ROOT));
  }
}
