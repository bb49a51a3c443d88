package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.Redaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line, without the secrets in it.
 *
 * <p>The parser repeats what it does not understand, and that may be a password: without quotes
 * around it, behind a mistyped option, or where {@code NAME=VALUE} belongs.
 */
final class UsageMessage {
  private static final List<String> SECRET_OPTIONS =
      List.of("-P", "--pw", "--pin", "--set", "-L", "--url", "--redact", "--pattern");

  private static final String TOO_MANY =
      "There is an argument too many, not shown because it may be a password: put quotes around"
          + " values that hold blanks";

  private UsageMessage() {}

  static String of(ParameterException failure, String... args) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, args);
    }
    String message = Failures.oneLine(failure.getMessage()).replaceFirst("^Error: ", "");
    if (isSecret(failure.getArgSpec()) && failure.getValue() != null) {
      message = Discretion.hide(failure.getValue(), message);
    }
    for (String secret : secrets(args)) {
      message = Discretion.hide(secret, message);
    }
    return message;
  }

  private static String unmatched(UnmatchedArgumentException failure, String... args) {
    return ForeignOptions.reason(failure).orElseGet(() -> unknown(failure, args));
  }

  private static String unknown(UnmatchedArgumentException failure, String... args) {
    List<String> options =
        failure.getUnmatched().stream()
            .filter(UsageMessage::isOption)
            .map(UsageMessage::name)
            .toList();
    if (!options.isEmpty()) {
      String names = String.join("', '", options);
      String hint =
          ForeignOptions.nearest(failure).map(near -> "; did you mean " + near + "?").orElse("");
      return (options.size() == 1 ? "Unknown option: '" : "Unknown options: '")
          + names
          + "'"
          + hint;
    }
    return secrets(args).isEmpty()
        ? Failures.oneLine(failure.getMessage()).replaceFirst("^Error: ", "")
        : TOO_MANY;
  }

  private static boolean isOption(String arg) {
    return arg.length() > 1 && arg.startsWith("-");
  }

  /** What is attached to an option may be its value. */
  private static String name(String option) {
    int end = option.startsWith("--") ? option.indexOf('=') : 2;
    return end < 0 || end == option.length() ? option : option.substring(0, end) + "...";
  }

  private static boolean isSecret(@Nullable ArgSpec arg) {
    return arg instanceof OptionSpec option
        && SECRET_OPTIONS.stream().anyMatch(List.of(option.names())::contains);
  }

  /** What stands behind options that take secrets, and in AT commands. */
  private static List<String> secrets(String... args) {
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (SECRET_OPTIONS.contains(args[i]) && i + 1 < args.length) {
        secrets.add(args[i + 1]);
      } else {
        attached(args[i], secrets);
      }
    }
    secrets.removeIf(String::isEmpty);
    return secrets;
  }

  private static void attached(String arg, List<String> secrets) {
    for (String option : SECRET_OPTIONS) {
      String start = option.startsWith("--") ? option + "=" : option;
      if (arg.startsWith(start)) {
        secrets.add(arg.substring(start.length()));
        return;
      }
    }
    secrets.addAll(Redaction.secretsIn(arg));
  }
}
