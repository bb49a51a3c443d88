package io.github.modemqtt.cli.term;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers {@code /help}. */
final class Help {
  private final Catalogue catalogue;
  private final Printout out;
  private final Supplier<List<LocalCommand>> local;

  Help(Catalogue catalogue, Printout out, Supplier<List<LocalCommand>> local) {
    this.catalogue = catalogue;
    this.out = out;
    this.local = local;
  }

  LocalCommand command() {
    return new LocalCommand(
        "/help", "[COMMAND]", 0, 1, "Lists the commands, or explains one.", this::show);
  }

  private void show(List<String> words) {
    if (words.isEmpty()) {
      list();
    } else if (words.get(0).startsWith("/")) {
      explainLocal(words.get(0));
    } else {
      explain(words.get(0));
    }
  }

  private void list() {
    out.help("A line that begins with AT goes to the module as you type it. And there are:");
    local.get().forEach(this::show);
    out.help("Commands of the module, each with /help COMMAND:");
    for (CommandHelp command : catalogue.commands()) {
      out.help(String.format(Locale.ROOT, "  %-24s %s", command.name(), command.summary()));
    }
  }

  private void show(LocalCommand command) {
    out.help(String.format(Locale.ROOT, "  %-32s %s", command.usage(), command.summary()));
  }

  private void explainLocal(String name) {
    List<LocalCommand> found =
        local.get().stream().filter(command -> command.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no " + name);
    }
    found.forEach(this::show);
  }

  private void explain(String name) {
    String line = name.toUpperCase(Locale.ROOT).startsWith("AT") ? name : "AT" + name;
    Optional<CommandHelp> exact = catalogue.of(line);
    List<CommandHelp> found =
        exact.isPresent() ? withItems(exact.get()) : catalogue.startingWith(line);
    if (found.isEmpty()) {
      throw new IllegalArgumentException("nothing is known of " + name);
    }
    found.forEach(command -> command.page().forEach(out::help));
  }

  /** A command, and its settings that have names of their own. */
  private List<CommandHelp> withItems(CommandHelp command) {
    return catalogue.commands().stream()
        .filter(other -> other == command || other.name().startsWith(command.name() + "=\""))
        .toList();
  }
}
