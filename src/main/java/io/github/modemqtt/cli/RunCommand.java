package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.transcript.RunReport;
import io.github.modemqtt.transcript.TranscriptFileException;
import io.github.modemqtt.transcript.TranscriptFormatException;
import io.github.modemqtt.transcript.TranscriptRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a transcript against a module, and tells what is different. */
@Command(
    name = "run",
    header = "Run a transcript against a module, and tell what is different.",
    description =
        "Exit code: 0 the module did what the transcript says, 1 it did something else,"
            + " 3 no answer.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt run at-scripts/bring-up.transcript --modem /dev/ttyUSB0",
      "  modemqtt run at-scripts/factory.transcript --modem emulator -d",
      "  modemqtt run my.transcript --modem COM3 --set-file password1=pw --json"
    })
final class RunCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(arity = "1", paramLabel = "FILE", description = "The transcript.")
  private Path file = Path.of("");

  @Mixin private final ModemOptions modem = new ModemOptions();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How much longer than in the transcript an answer may take (default:"
              + " ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--pauses",
      paramLabel = "SCALE",
      defaultValue = "1",
      description =
          "How long to wait between answer and next line: 1 as in the transcript, 0 not at all"
              + " (default: ${DEFAULT-VALUE}).")
  private double pauses;

  @Option(
      names = "--strict",
      description = "Tolerate neither URCs that are not in the transcript nor another order.")
  private boolean strict;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "The value of a placeholder. Can be repeated. Other users of this computer can see it in"
              + " the list of processes: passwords better by --set-file, or in an environment"
              + " variable such as MODEMQTT_SET_PASSWORD1; a person is asked for what is missing.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = "--set-file",
      paramLabel = "NAME=FILE",
      description =
          "File whose first line is the value of a placeholder; nobody else sees it. Can be"
              + " repeated.")
  private Map<String, Path> valueFiles = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  RunCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    TranscriptRun run;
    try {
      run = configured(TranscriptRun.ofFile(file));
    } catch (TranscriptFormatException | TranscriptFileException e) {
      return unreadable(streams, e);
    }
    try (Module module = Module.of(modem)) {
      RunReport report = run.on(module.newTransport());
      RunReport shown = shown(report);
      streams.out().println(json ? TranscriptJson.of(shown) : shown.text());
      if (report.end() == RunReport.End.NO_ANSWER) {
        streams.say("modemqtt: no answer in time; check power, port and baud rate of the module");
        return ExitCode.NO_ANSWER;
      }
      return report.matches() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  /** A transcript may hold secrets that nobody has taken out. */
  private static RunReport shown(RunReport report) {
    return new RunReport(
        report.name(),
        report.lines(),
        report.linesSent(),
        report.end(),
        report.differences().stream().map(Discretion::mask).toList(),
        report.further());
  }

  /** As of 'diff': 1 says that something differs, so that it cannot say that nothing was read. */
  static int unreadable(Streams streams, ModemException failure) {
    streams.say("modemqtt: " + Failures.describe(failure));
    return ExitCode.USAGE;
  }

  private TranscriptRun configured(TranscriptRun transcript) {
    TranscriptRun run =
        transcript
            .withTimeout(Seconds.positive("--timeout", timeoutSeconds))
            .withPauses(pauses)
            .withListener(modem.debug ? dialogue() : TranscriptRun.Listener.NONE);
    for (Map.Entry<String, String> value : values.entrySet()) {
      run = run.withValue(value.getKey(), value.getValue());
    }
    for (Map.Entry<String, Path> value : valueFiles.entrySet()) {
      run = run.withValue(value.getKey(), InputFile.firstLine(value.getValue()));
    }
    for (String name : new TreeSet<>(run.missingValues())) {
      String value = SecretInput.value(name);
      run = value == null ? run : run.withValue(name, value);
    }
    if (!run.missingValues().isEmpty()) {
      throw new IllegalArgumentException(
          "the transcript needs --set-file NAME=FILE, or --set NAME=VALUE for: "
              + String.join(", ", new TreeSet<>(run.missingValues())));
    }
    return strict ? run.strict() : run;
  }

  private TranscriptRun.Listener dialogue() {
    Paint paint = Paint.of(streams);
    return new TranscriptRun.Listener() {
      @Override
      public void onSent(String text) {
        streams.say(paint.sent(Discretion.mask(text)));
      }

      @Override
      public void onReceived(String text) {
        streams.say(paint.received(Discretion.mask(text)));
      }
    };
  }
}
