package io.github.modemqtt.cli;

import io.github.modemqtt.cli.term.PlainTerminal;
import io.github.modemqtt.cli.term.RichTerminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Talks to a module by hand. */
@Command(
    name = "term",
    header = "Talk to a module by hand, with help while typing and answers explained.",
    description =
        "What begins with AT goes to the module as typed; /help lists the rest. The port may be"
            + " unplugged: it is waited for. Tab completes, Ctrl-C clears the line, Ctrl-D leaves."
            + " Where standard input is no terminal, or TERM is dumb: plain lines, one command"
            + " after the other. Exit code: 0 when you leave, 3 if a command of plain lines got no"
            + " answer, 4 no port.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt term --modem /dev/ttyUSB0@9600",
      "  modemqtt term --modem emulator",
      "  modemqtt term --modem COM3 --plain   (then: AT+CSQ, /network, /quit)"
    })
final class TermCommand implements Callable<Integer> {
  private static final String DUMB = "dumb";

  private final Streams streams;

  @Option(
      names = "--modem",
      required = true,
      paramLabel = "TARGET",
      description = "The module, as for the other commands.")
  private String modem = "";

  @Option(names = "--plain", description = "Plain lines also on a terminal.")
  private boolean plain;

  TermCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    try (ModulePortSource source = new ModulePortSource(modem)) {
      return plain || !streams.interactive() || DUMB.equals(System.getenv("TERM"))
          ? talkPlainly(source)
          : talk(source);
    }
  }

  private int talk(ModulePortSource source) throws Exception {
    try (RichTerminal terminal = new RichTerminal(source, Paint.isWanted(System.getenv()))) {
      return ExitHook.closing(
          terminal::close,
          source.isOnSerialPort(),
          () -> {
            terminal.run();
            return ExitCode.OK;
          });
    }
  }

  private int talkPlainly(ModulePortSource source) throws Exception {
    boolean echo = !streams.interactive();
    try (PlainTerminal terminal = new PlainTerminal(source, streams.in(), streams.out(), echo)) {
      return ExitHook.closing(
          terminal::close,
          source.isOnSerialPort(),
          () -> terminal.run() ? ExitCode.OK : ExitCode.NO_ANSWER);
    }
  }
}
