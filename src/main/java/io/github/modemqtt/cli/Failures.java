package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.mqtt.InvalidTopicException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells a failure in one line: what happened, and what to try next. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static int usage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    command
        .getErr()
        .println(
            "modemqtt: "
                + UsageMessage.of(failure, args)
                + " (try '"
                + command.getCommandSpec().qualifiedName()
                + " --help')");
    return ExitCode.USAGE;
  }

  static int execution(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof IllegalArgumentException || failure instanceof InvalidTopicException) {
      return usage(new ParameterException(command, failure.getMessage()), new String[0]);
    }
    if (failure instanceof io.github.modemqtt.at.ParameterException) {
      return usage(new ParameterException(command, describe(failure)), new String[0]);
    }
    LOG.debug("Command failed", failure);
    if (ExitHook.isProcessEnding()) {
      return ExitCode.of(failure);
    }
    command.getErr().println("modemqtt: " + describe(failure));
    return ExitCode.of(failure);
  }

  static String describe(Throwable failure) {
    return failure instanceof ModemException modem
        ? oneLine(modem.getMessage()) + "; " + modem.remedy()
        : "unexpected failure: "
            + Discretion.mask(oneLine(failure.toString()))
            + "; please report it with the output of -d";
  }

  static String oneLine(@Nullable String text) {
    return text == null ? "no details" : text.replaceAll("\\s*\\R\\s*", " ");
  }
}
