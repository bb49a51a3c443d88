package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.ModemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code pub} publishes: exactly one of these. */
final class PayloadOptions {
  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "The payload.")
  private @Nullable String text;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A file that is the payload.")
  private @Nullable Path file;

  @Option(
      names = {"-s", "--stdin-file"},
      description = "All of standard input is the payload.")
  private boolean stdin;

  @Option(
      names = {"-l", "--stdin-line"},
      description = "Each line of standard input is a payload.")
  private boolean lines;

  @Option(
      names = {"-n", "--null-message"},
      description = "An empty payload.")
  private boolean empty;

  boolean isLines() {
    return lines;
  }

  /** {@return the payload if there is only one} */
  byte[] single(InputStream in) throws IOException {
    if (file != null) {
      return InputFile.bytes(file);
    }
    if (stdin) {
      return all(in);
    }
    return text == null ? new byte[0] : text.getBytes(UTF_8);
  }

  /** What is too long to be sent need not be read to its end. */
  private static byte[] all(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(ByteLines.LONGEST);
    if (bytes.length == 0) {
      throw new EmptyInputException();
    }
    return bytes;
  }

  /** Something should have come, as with mosquitto_pub. */
  private static final class EmptyInputException extends ModemException {
    private static final long serialVersionUID = 1L;

    EmptyInputException() {
      super("Standard input was empty", "for an empty payload, give -n instead of -s");
    }
  }
}
