package io.github.modemqtt.cli.term;

import io.github.modemqtt.cli.term.CommandHelp.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Which lines begin as the user has typed. */
final class LineCompleter {
  private static final String HELP = "/help ";

  private final Catalogue catalogue;
  private final Supplier<List<LocalCommand>> local;

  /**
   * One way to go on.
   *
   * @param line the whole line
   * @param summary what it is for
   */
  record Choice(String line, String summary) {}

  LineCompleter(Catalogue catalogue, Supplier<List<LocalCommand>> local) {
    this.catalogue = catalogue;
    this.local = local;
  }

  List<Choice> of(String typed) {
    if (typed.startsWith(HELP)) {
      String name = typed.substring(HELP.length());
      return names(name).stream()
          .map(command -> new Choice(HELP + command.name(), command.summary()))
          .toList();
    }
    if (typed.startsWith("/")) {
      return local.get().stream()
          .filter(command -> command.name().startsWith(typed))
          .map(command -> new Choice(command.name(), command.summary()))
          .toList();
    }
    return commands(typed);
  }

  private List<Choice> commands(String typed) {
    List<CommandHelp> found = names(typed);
    List<Choice> choices = new ArrayList<>();
    for (CommandHelp command : found) {
      if (found.size() == 1 || command.name().equalsIgnoreCase(typed)) {
        choices.addAll(forms(command));
      } else {
        choices.add(new Choice(command.name(), command.summary()));
      }
    }
    return choices;
  }

  /** Settings with a name of their own come only after the name of their command. */
  private List<CommandHelp> names(String typed) {
    boolean items = typed.contains("=");
    return catalogue.startingWith(typed).stream()
        .filter(command -> command.isItem() == items)
        .toList();
  }

  private static List<Choice> forms(CommandHelp command) {
    List<Choice> choices = new ArrayList<>();
    if (command.forms().contains(Form.RUN)) {
      choices.add(new Choice(command.name(), command.summary()));
    }
    if (command.forms().contains(Form.READ)) {
      choices.add(new Choice(command.name() + "?", command.summary()));
    }
    if (command.forms().contains(Form.SET)) {
      choices.add(new Choice(command.beginning(), command.summary()));
    }
    return choices;
  }
}
