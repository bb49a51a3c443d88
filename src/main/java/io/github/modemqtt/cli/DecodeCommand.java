package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.capture.CaptureEvent;
import io.github.modemqtt.transcript.TranscriptFormatException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what a module said. */
@Command(
    name = "decode",
    header = "Tell what a module said, from a capture of its serial port or a transcript.",
    description = {
      "One line each, in UTF-8: final result codes, messages, results of ECMT commands, changes of"
          + " the link, prompts, other lines (echoes and answers to read forms among them), and"
          + " noise: bytes that are no line of text (UTF-8 without control characters, at most"
          + " 8192 bytes). A message ends where the next unit begins, at a silence if the"
          + " transcript has times, or at the end; it is ambiguous if it could be longer or"
          + " shorter.",
      "Input of any length is read as it comes, and memory does not grow with it. FILE can be a"
          + " serial port that is set up already. Exit code: 2 if the file cannot be read, 4 if a"
          + " port is lost."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt decode capture.bin",
      "  modemqtt decode --json at-scripts/connect-publish.transcript",
      "  cat /dev/ttyUSB0 | modemqtt decode --json -"
    })
final class DecodeCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final int BUFFER_BYTES = 65_536;

  private final Streams streams;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(
      names = "--format",
      completionCandidates = Choices.Notations.class,
      paramLabel = "FORMAT",
      description =
          "What FILE is: capture, transcript, or neutral (lines of both sides marked with '<<' and"
              + " '>>'); (default: what it looks like).")
  private @Nullable String format;

  @Parameters(paramLabel = "FILE", description = "The capture or transcript; - is standard input.")
  private String file = "";

  DecodeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    InputNotation notation = format == null ? null : InputNotation.named(format);
    Writer out = new BufferedWriter(new OutputStreamWriter(streams.out(), UTF_8), BUFFER_BYTES);
    try {
      if (file.equals(STANDARD_INPUT)) {
        decode(streams.in(), notation, out);
      } else {
        try (InputStream in = InputFile.stream(Path.of(file))) {
          decode(in, notation, out);
        }
      }
      return ExitCode.OK;
    } catch (InputFile.Unreadable | TranscriptFormatException e) {
      out.flush();
      return RunCommand.unreadable(streams, e);
    } catch (IOException e) {
      streams.say("modemqtt: Lost " + file + ": " + e.getMessage() + "; check cable and power");
      return ExitCode.NO_PORT;
    }
  }

  /** Nothing is kept back while more input is awaited; nobody reads on when the output is gone. */
  private void decode(InputStream in, @Nullable InputNotation notation, Writer out)
      throws IOException {
    Function<CaptureEvent, String> print = json ? DecodedJson::of : DecodedText::of;
    DecodedInput input = new DecodedInput(notation, event -> writeLine(out, print.apply(event)));
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      int length = in.read(buffer);
      while (length >= 0 && !streams.out().checkError()) {
        input.feed(buffer, length);
        if (in.available() == 0) {
          out.flush();
        }
        length = in.read(buffer);
      }
    } catch (IOException e) { // a port is gone
      input.end();
      out.flush();
      throw e;
    }
    input.end();
    out.flush();
  }

  private static void writeLine(Writer out, String line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
