package io.github.modemqtt.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The entry point: {@code modemqtt COMMAND}. */
@Command(
    name = "modemqtt",
    description = "MQTT through the client inside a cellular module (EigenComm EC616 family).",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt demo",
      "  modemqtt ports",
      "  modemqtt probe --modem /dev/ttyUSB0 -h broker.example",
      "  modemqtt pub --modem /dev/ttyUSB0 -h broker.example -t sensors/1 -m 21.5 -q 1",
      "  modemqtt sub --modem /dev/ttyUSB0@9600 -h broker.example -t 'sensors/#' -v",
      "  modemqtt at --modem COM3 AT+CSQ AT+CEREG?",
      "  modemqtt term --modem /dev/ttyUSB0",
      "",
      "Exit codes: 0 success, 1 failed, 2 wrong usage, 3 no answer, 4 no port, 6 warnings (probe),"
          + " 27 time over (-W)."
    })
public final class Main {
  static final String HELP = "--help";
  static final String VERSION = "--version";
  private static final String NO_UNSAFE = "io.netty.noUnsafe";
  private static final String WITHOUT_CONVERTERS = "picocli.converters.excludes";
  private static final char REPLACEMENT = '\uFFFD';

  static {
    // no option is a time or something of a database; to prepare for them takes 30 ms
    System.setProperty(WITHOUT_CONVERTERS, "java\\.(sql|time)\\..*");
  }

  @Option(
      names = HELP,
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  private boolean help;

  @Option(names = VERSION, versionHelp = true, description = "Show the version and exit.")
  private boolean version;

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String... args) {
    if (System.getProperty(NO_UNSAFE) == null) {
      System.setProperty(NO_UNSAFE, "true"); // else Java 24 and later print warnings about Netty
    }
    PrintStream err = System.err;
    Streams streams =
        new Streams(
            System.in, System.out, err, Terminal.isInteractive(), Terminal::hasRoomForStatus);
    int exitCode = run(streams, OptionDefaults.ofUser(), args);
    System.out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /** Java replaces what it cannot read as text of this locale, and it would be published so. */
  private static @Nullable String garbled(String... args) {
    for (String arg : args) {
      if (arg.indexOf(REPLACEMENT) >= 0) {
        return "the arguments hold characters that this locale does not have: set LC_ALL=C.UTF-8,"
            + " or use a file (try 'modemqtt --help')";
      }
    }
    return null;
  }

  /**
   * Runs a command in this process.
   *
   * @param in standard input
   * @param out gets the results
   * @param err gets everything else
   * @param interactive whether progress and colour are welcome
   * @param args the command and its options
   * @return the exit code
   */
  static int run(
      InputStream in, PrintStream out, PrintStream err, boolean interactive, String... args) {
    return run(new Streams(in, out, err, interactive), OptionDefaults.ofUser(), args);
  }

  /** As above, with defaults from elsewhere than this process's surroundings. */
  static int run(Streams streams, OptionDefaults defaults, String... args) {
    PrintStream out = streams.out();
    PrintStream err = streams.err();
    CommandLine commandLine = commandLine(streams, args);
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    commandLine.setParameterExceptionHandler(Failures::usage);
    commandLine.setExecutionExceptionHandler(Failures::execution);
    commandLine.setExpandAtFiles(false); // a format may begin with @
    commandLine.setDefaultValueProvider(defaults);
    commandLine.setUsageHelpLongOptionsMaxWidth(30);
    if (args.length == 0 || List.of(args).contains("--help")) {
      commandLine.setUsageHelpWidth(TerminalWidth.columns());
    }
    if (args.length == 0) {
      commandLine.usage(err);
      return ExitCode.USAGE;
    }
    String garbled = garbled(args);
    if (garbled != null) {
      commandLine.getErr().println("modemqtt: " + garbled);
      return ExitCode.USAGE;
    }
    return commandLine.execute(args);
  }

  /** The model of what these arguments can need. */
  static CommandLine commandLine(Streams streams, String... args) {
    CommandLine commandLine = new CommandLine(new Main(), new StreamsFactory(streams));
    Commands.addTo(commandLine, args);
    return commandLine;
  }
}
