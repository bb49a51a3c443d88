package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.Redaction;
import io.github.modemqtt.transcript.Step;
import io.github.modemqtt.transcript.Transcript;
import io.github.modemqtt.transcript.log.Guess;
import io.github.modemqtt.transcript.log.IgnoredLine;
import io.github.modemqtt.transcript.log.ImportReport;
import io.github.modemqtt.transcript.log.LogFormat;
import io.github.modemqtt.transcript.log.LogImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a transcript of a log. */
@Command(
    name = "import",
    header = "Make a transcript of a log, as a terminal program has written it.",
    description =
        "What the log does not say is guessed; --report tells what. Secrets are left out.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt import putty.log -o odd.transcript --report",
      "  modemqtt import --format arduino monitor.txt",
      "  modemqtt import tio.log -o odd.transcript --json"
    })
final class ImportCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Streams streams;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The transcript (default: standard output).")
  private @Nullable Path output;

  @Option(
      names = "--format",
      completionCandidates = Choices.LogFormats.class,
      paramLabel = "FORMAT",
      description =
          "Who wrote the log: minicom, tio, putty, picocom, arduino, marked, hexdump or plain"
              + " (default: what it looks like).")
  private @Nullable String format;

  @Option(names = "--report", description = "Tell on standard error what was guessed.")
  private boolean report;

  @Option(names = "--json", description = "Tell it as a JSON object on standard output; needs -o.")
  private boolean json;

  @Mixin private final RedactionOptions secrets = new RedactionOptions();

  @Parameters(paramLabel = "LOG", description = "The log; - is standard input.")
  private String log = "";

  ImportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (json && output == null) {
      throw new IllegalArgumentException("--json needs -o: both would go to standard output");
    }
    Redaction redaction = secrets.redaction();
    LogFormat known = format == null ? null : format(format);
    byte[] bytes =
        log.equals(STANDARD_INPUT) ? streams.in().readAllBytes() : InputFile.bytes(Path.of(log));
    LogImport imported = known == null ? LogImport.of(bytes) : LogImport.of(bytes, known);
    TranscriptOutput.write(imported.transcript().redacted(redaction), output, streams);
    if (json) {
      streams.out().println(toJson(shown(imported, redaction)));
    } else if (report) {
      streams.err().print(shown(imported, redaction).print());
      streams.err().flush();
    }
    return ExitCode.OK;
  }

  /** What was left out may hold secrets, too, and those that are known from elsewhere. */
  private static ImportReport shown(LogImport imported, Redaction redaction) {
    ImportReport report = imported.report();
    List<Step> steps = new ArrayList<>(imported.transcript().steps());
    report.ignored().forEach(line -> steps.add(new Step.Comment(line.text())));
    List<Step> redacted = new Transcript(Map.of(), steps).redacted(redaction).steps();
    int first = redacted.size() - report.ignored().size();
    List<IgnoredLine> ignored = new ArrayList<>();
    for (IgnoredLine line : report.ignored()) {
      Step.Comment text = (Step.Comment) redacted.get(first + ignored.size());
      ignored.add(new IgnoredLine(line.line(), text.text()));
    }
    return new ImportReport(
        report.format(),
        report.reason(),
        report.hostLines(),
        report.moduleLines(),
        report.remarks(),
        report.guesses(),
        ignored);
  }

  private static LogFormat format(String label) {
    return Arrays.stream(LogFormat.values())
        .filter(format -> format.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--format is '"
                        + label
                        + "'; it must be one of "
                        + Arrays.stream(LogFormat.values())
                            .map(LogFormat::label)
                            .collect(Collectors.joining(", "))));
  }

  private static JsonObject toJson(ImportReport report) {
    return new JsonObject()
        .text("format", report.format().label())
        .text("reason", report.reason())
        .number("hostLines", report.hostLines())
        .number("moduleLines", report.moduleLines())
        .number("remarks", report.remarks())
        .objects("guesses", report.guesses().stream().map(ImportCommand::toJson).toList())
        .objects("ignored", report.ignored().stream().map(ImportCommand::toJson).toList());
  }

  private static JsonObject toJson(Guess guess) {
    return new JsonObject()
        .number("line", guess.line())
        .text("rule", guess.rule().name())
        .text("confidence", guess.confidence().name())
        .text("text", guess.rule().text());
  }

  private static JsonObject toJson(IgnoredLine line) {
    return new JsonObject().number("line", line.line()).text("text", line.text());
  }
}
