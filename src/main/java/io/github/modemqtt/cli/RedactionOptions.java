package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.Redaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which secrets a transcript must not show. */
final class RedactionOptions {
  private static final String KIND = "secret";

  @Option(
      names = "--redact",
      paramLabel = "PATTERN",
      description =
          "Also hide what matches this regular expression: its groups, or all of it if it has"
              + " none. May be given several times.")
  private List<String> patterns = new ArrayList<>();

  @Option(
      names = "--redact-file",
      paramLabel = "FILE",
      description =
          "File of such patterns, one a line: for those that hold a secret, because other users of"
              + " this computer can see options in the list of processes.")
  private @Nullable Path patternFile;

  @Option(
      names = "--no-redact",
      description = "Hide nothing but those patterns; needs --write-secrets as well.")
  private boolean none;

  @Option(
      names = "--write-secrets",
      description = "Yes, passwords, PINs and numbers are to be written into the file.")
  private boolean writeSecrets;

  Redaction redaction() {
    if (none != writeSecrets) {
      throw new IllegalArgumentException(
          "--no-redact writes passwords, PINs and numbers into the file; only together with"
              + " --write-secrets it is meant");
    }
    return with(all(patterns, patternFile), none ? Redaction.none() : Redaction.standard());
  }

  /** Patterns of options and those of a file, if there is one. */
  static List<String> all(List<String> patterns, @Nullable Path file) {
    List<String> all = new ArrayList<>(patterns);
    if (file != null) {
      InputFile.lines(file).stream().filter(line -> !line.isEmpty()).forEach(all::add);
    }
    return all;
  }

  /** A pattern may hold the secret itself, so no message shows it. */
  static Redaction with(List<String> patterns, Redaction redaction) {
    Redaction all = redaction;
    for (String pattern : patterns) {
      try {
        all = all.withPattern(KIND, Pattern.compile(pattern));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "the pattern is no regular expression: "
                + e.getDescription()
                + " at index "
                + e.getIndex());
      }
    }
    return all;
  }
}
