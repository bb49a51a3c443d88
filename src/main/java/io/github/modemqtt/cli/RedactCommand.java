package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.Redaction;
import io.github.modemqtt.transcript.Transcript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes secrets out of a transcript. */
@Command(
    name = "redact",
    header = "Take the secrets out of a transcript.",
    description =
        "Passwords, PINs, keys and phone numbers that the host sends become placeholders, so that"
            + " it still replays; IMEI, ICCID and such become other numbers.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt redact odd.transcript -o public.transcript",
      "  modemqtt redact --pattern 'token=([0-9a-f]+)' odd.transcript"
    })
final class RedactCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The redacted transcript (default: standard output).")
  private @Nullable Path output;

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "Also hide what matches this regular expression: its groups, or all of it if it has"
              + " none. May be given several times.")
  private List<String> patterns = new ArrayList<>();

  @Option(
      names = "--pattern-file",
      paramLabel = "FILE",
      description =
          "File of such patterns, one a line: for those that hold a secret, because other users of"
              + " this computer can see options in the list of processes.")
  private @Nullable Path patternFile;

  @Parameters(paramLabel = "FILE", description = "The transcript.")
  private Path file = Path.of("");

  RedactCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Redaction redaction =
        RedactionOptions.with(RedactionOptions.all(patterns, patternFile), Redaction.standard());
    TranscriptOutput.write(Transcript.read(file).redacted(redaction), output, streams);
    return ExitCode.OK;
  }
}
