package io.github.modemqtt.cli.term;

import io.github.modemqtt.ModemException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs the lines that begin with a slash. */
final class LocalCommands {
  private final List<LocalCommand> commands;
  private final Printout out;

  LocalCommands(List<LocalCommand> commands, Printout out) {
    this.commands = List.copyOf(commands);
    this.out = out;
  }

  List<LocalCommand> all() {
    return commands;
  }

  Optional<LocalCommand> named(String name) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  /** Runs a line; what is wrong with it is told. */
  void run(String line) throws InterruptedException {
    List<String> words = Words.of(line);
    Optional<LocalCommand> named = named(words.get(0));
    if (named.isEmpty()) {
      out.note("there is no " + words.get(0) + "; /help lists what there is");
      return;
    }
    LocalCommand command = named.get();
    List<String> arguments = words.subList(1, words.size());
    if (arguments.size() < command.least() || arguments.size() > command.most()) {
      out.note("it is " + command.usage());
      return;
    }
    try {
      command.action().run(arguments);
    } catch (IllegalArgumentException e) {
      out.note(e.getMessage() + " (it is " + command.usage() + ")");
    } catch (ModemException e) {
      out.note(e.getMessage() + "; " + e.remedy());
    } catch (IOException e) {
      out.note("cannot be read: " + e.getMessage());
    }
  }
}
