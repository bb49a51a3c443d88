package io.github.modemqtt.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, in the order of the help. A run has only those that its arguments can need: the
 * model of all of them takes longer to build than most of what they do.
 */
final class Commands {
  static final List<String> NAMES =
      List.of(
          "demo",
          "ports",
          "probe",
          "pub",
          "sub",
          "at",
          "term",
          "bench",
          "emulate",
          "record",
          "replay",
          "decode",
          "import",
          "redact",
          "run",
          "diff",
          "completion");

  private Commands() {}

  /** Adds what these arguments can need; in doubt, everything. */
  static void addTo(CommandLine root, String... args) {
    String first = args.length == 0 ? Main.HELP : args[0];
    if (args.length < 2 && first.equals(Main.HELP)) {
      NAMES.forEach(name -> root.addSubcommand(name, headlineOf(type(name))));
    } else if (NAMES.contains(first) && type(first) != CompletionCommand.class) {
      root.addSubcommand(first, type(first));
    } else if (!first.equals(Main.VERSION)) {
      NAMES.forEach(name -> root.addSubcommand(name, type(name)));
    }
  }

  /** Only what a list of commands shows. */
  private static CommandSpec headlineOf(Class<?> type) {
    Command command = type.getAnnotation(Command.class);
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().header(command.header()).description(command.description());
    return spec;
  }

  /** Loads the class of one command, and of no other. */
  private static Class<?> type(String name) {
    return switch (name) {
      case "demo" -> DemoCommand.class;
      case "ports" -> PortsCommand.class;
      case "probe" -> ProbeCommand.class;
      case "pub" -> PubCommand.class;
      case "sub" -> SubCommand.class;
      case "at" -> AtOneShotCommand.class;
      case "term" -> TermCommand.class;
      case "bench" -> BenchCommand.class;
      case "emulate" -> EmulateCommand.class;
      case "record" -> RecordCommand.class;
      case "replay" -> ReplayCommand.class;
      case "decode" -> DecodeCommand.class;
      case "import" -> ImportCommand.class;
      case "redact" -> RedactCommand.class;
      case "run" -> RunCommand.class;
      case "diff" -> DiffCommand.class;
      case "completion" -> CompletionCommand.class;
      default -> throw new IllegalArgumentException("no command '" + name + "'");
    };
  }
}
