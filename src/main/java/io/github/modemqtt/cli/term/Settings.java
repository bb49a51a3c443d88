package io.github.modemqtt.cli.term;

import java.util.List;
import java.util.function.Consumer;

/** Local commands that switch what is shown. */
final class Settings {
  private final Printout out;

  Settings(Printout out) {
    this.out = out;
  }

  List<LocalCommand> all() {
    return List.of(
        toggle("/timestamps", "Shows the time of each line.", out::timestamps),
        toggle("/hex", "Shows the bytes of each line as well.", out::hex),
        toggle("/echo", "Shows what you type once more when it is sent.", out::localEcho));
  }

  private LocalCommand toggle(String name, String summary, Consumer<Boolean> setting) {
    return new LocalCommand(
        name,
        "on|off",
        1,
        1,
        summary,
        words -> {
          setting.accept(isOn(words.get(0)));
          out.note(name.substring(1) + " " + words.get(0));
        });
  }

  private static boolean isOn(String word) {
    return switch (word) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("'" + word + "' is neither on nor off");
    };
  }
}
