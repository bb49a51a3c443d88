package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the manual pages as AsciiDoc, and the scripts for completion, for a release. */
final class ManPages {
  private static final String EVERYTHING = "";
  private static final List<String> EXIT_CODES =
      List.of(
          "0:success",
          "1:failed, or different from what was expected",
          "2:wrong usage",
          "3:the module does not answer",
          "4:there is no such port, or it cannot be opened");
  private static final String ENVIRONMENT =
      """

      == Environment

      *MODEMQTT_MODEM*, *MODEMQTT_HOST*, ...::
        What an option with a long name is where the command line does not give it; a hyphen in the
        name becomes an underscore.

      *MODEMQTT_PASSWORD*, *MODEMQTT_PIN*::
        The broker's password and the PIN of the SIM card, which others could see on a command line.

      *JAVA_HOME*::
        The Java that runs it, instead of that of the path.

      *MODEMQTT_NO_ARCHIVE*::
        If set, no archive of loaded classes is made or read.

      == Files

      _~/.config/modemqtt_::
        Options that are always the same, one a line, such as *--modem /dev/ttyUSB0*.

      _~/.cache/modemqtt_::
        The archive of loaded classes, with which a start takes less time. May be deleted.
      """;

  private final Path pages;

  private ManPages(Path pages) {
    this.pages = pages;
  }

  /**
   * Writes everything.
   *
   * @param args the directory for the pages, and that for the scripts
   */
  public static void main(String... args) throws IOException {
    Path pages = Files.createDirectories(Path.of(args[0]));
    Path scripts = Files.createDirectories(Path.of(args[1]));
    new ManPages(pages).write();
    completion("bash", scripts.resolve("modemqtt.bash"));
    completion("zsh", scripts.resolve("modemqtt.zsh"));
  }

  private static void completion(String shell, Path file) throws IOException {
    try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, UTF_8)) {
      Main.run(InputStream.nullInputStream(), out, System.err, false, "completion", shell);
    }
  }

  private void write() throws IOException {
    Streams streams = new Streams(InputStream.nullInputStream(), System.out, System.err, false);
    CommandLine root = Main.commandLine(streams, EVERYTHING);
    complete(root.getCommandSpec());
    root.getSubcommands().values().forEach(command -> complete(command.getCommandSpec()));
    ManPageGenerator.generateManPage(
        pages.toFile(), (File) null, new boolean[0], true, root.getCommandSpec());
    rewrite("modemqtt", ENVIRONMENT + seeAlso(Commands.NAMES.stream().map("modemqtt-"::concat)));
    for (String name : Commands.NAMES) {
      rewrite("modemqtt-" + name, seeAlso(Stream.of("modemqtt")));
    }
  }

  /** The help has room for a line on exit codes, a page for a list. */
  private static void complete(CommandSpec command) {
    UsageMessageSpec usage = command.usageMessage();
    usage.footerHeading("Examples%n");
    usage.footer(
        List.of(usage.footer()).stream()
            .filter(line -> line.startsWith("  "))
            .toArray(String[]::new));
    usage.exitCodeListHeading("Exit status%n");
    if (usage.exitCodeList().isEmpty()) {
      List<String> codes = new ArrayList<>(EXIT_CODES);
      if (List.of("probe", "modemqtt").contains(command.name())) {
        codes.add("6:nothing worse than warnings (probe)");
      }
      if (List.of("pub", "sub", "modemqtt").contains(command.name())) {
        codes.add("27:the time of -W is over");
      }
      usage.exitCodeList(UsageMessageSpec.keyValuesMap(codes.toArray(String[]::new)));
    }
  }

  private static String seeAlso(Stream<String> pages) {
    return "\n== See also\n\n"
        + String.join(", ", pages.map(page -> "*" + page + "*(1)").toList())
        + "\n";
  }

  private void rewrite(String page, String more) throws IOException {
    Path file = pages.resolve(page + ".adoc");
    String section = "";
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      section = line.startsWith("== ") ? line.substring(3).strip() : section;
      lines.add(rewritten(line, section.toLowerCase(Locale.ROOT)));
    }
    Files.writeString(file, String.join("\n", lines) + "\n" + more, UTF_8);
  }

  /** What is text for picocli could be markup for AsciiDoc. */
  private static String rewritten(String line, String section) {
    if (line.startsWith("//") || line.startsWith("=") || line.isBlank()) {
      return line;
    }
    if (line.startsWith(":manmanual:")) {
      return ":manmanual: modemqtt Manual";
    }
    if (line.endsWith("::")) {
      String term = line.replaceFirst("^(\\*-\\w\\*), _", "$1 _").replaceFirst(", ::$", "::");
      return withoutBrackets(term);
    }
    return switch (section) {
      case "name" -> line.replaceFirst("\\.$", "");
      case "synopsis" -> withoutBrackets(line.replaceAll("\\*([^*]+)\\*", "**$1**"));
      case "description" -> literal(line);
      case "examples", "" -> line;
      default -> line.startsWith("  ") ? "  " + literal(line.strip()) : line;
    };
  }

  private static String withoutBrackets(String line) {
    return line.replaceAll("_([A-Z]+)_(?=\\.)", "__$1__") // emphasis that touches dots
        .replace("[", "{startsb}")
        .replace("]", "{endsb}");
  }

  private static String literal(String text) {
    return "pass:c[" + text.replace("]", "\\]") + "]";
  }
}
