package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.mqtt.InvalidTopicException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells a failure in one line: what happened, and what to try next. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** Every firmware with MQTT answers this with OK. */
  private static final String LINK_STATE = "AT+ECMTCONN?";

  private static final String CONNECT = "AT+ECMTCONN=";

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
    if (ExitHook.isProcessEnding() || isQuiet(command)) {
      return ExitCode.of(failure);
    }
    command.getErr().println("modemqtt: " + describe(failure));
    return ExitCode.of(failure);
  }

  /** What is wrong with the options is told nevertheless, as mosquitto_pub does. */
  private static boolean isQuiet(CommandLine command) {
    OptionSpec quiet = command.getCommandSpec().findOption("--quiet");
    return quiet != null && Boolean.TRUE.equals(quiet.getValue());
  }

  static String describe(Throwable failure) {
    return failure instanceof ModemException modem
        ? oneLine(modem.getMessage()) + "; " + remedy(modem)
        : "unexpected failure: "
            + Discretion.mask(oneLine(failure.toString()))
            + "; please report it with the output of -d";
  }

  /** What the user of a command line can do, where that is more than the failure itself knows. */
  private static String remedy(ModemException failure) {
    if (failure instanceof CommandRejectedException rejected
        && rejected.command().equals(LINK_STATE)) {
      return "this module has no AT+ECMT commands ('modemqtt probe' tells what it is): ask the"
          + " vendor for an EC616 firmware with MQTT";
    }
    if (failure instanceof ResultTimeoutException late && late.command().startsWith(CONNECT)) {
      return failure.remedy()
          + "; the port has to be one for MQTT without TLS (1883 is usual, 8883 is for TLS)";
    }
    return failure.remedy();
  }

  static String oneLine(@Nullable String text) {
    return text == null ? "no details" : text.replaceAll("\\s*\\R\\s*", " ");
  }
}
