package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.TranscriptDiff;
import io.github.modemqtt.transcript.TranscriptFileException;
import io.github.modemqtt.transcript.TranscriptFormatException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two transcripts. */
@Command(
    name = "diff",
    header = "Compare two transcripts, whatever their times.",
    description =
        "Placeholders are the same as any value that they can have. Exit code: 0 the same,"
            + " 1 different.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt diff yesterday.transcript today.transcript",
      "  modemqtt diff --json old-firmware.transcript new-firmware.transcript"
    })
final class DiffCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(index = "0", paramLabel = "FILE", description = "The first transcript.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "FILE2", description = "The second one.")
  private Path second = Path.of("");

  @Option(names = "--json", description = "Print the differences as one JSON object.")
  private boolean json;

  DiffCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    try {
      TranscriptDiff diff = shown(TranscriptDiff.betweenFiles(first, second));
      streams.out().println(json ? TranscriptJson.of(diff) : diff.text());
      return diff.matches() ? ExitCode.OK : ExitCode.FAILED;
    } catch (TranscriptFormatException | TranscriptFileException e) {
      return RunCommand.unreadable(streams, e);
    }
  }

  /** A transcript may hold secrets that nobody has taken out. */
  private static TranscriptDiff shown(TranscriptDiff diff) {
    return new TranscriptDiff(
        diff.first(),
        diff.second(),
        diff.differences().stream().map(Discretion::mask).toList(),
        diff.further());
  }
}
