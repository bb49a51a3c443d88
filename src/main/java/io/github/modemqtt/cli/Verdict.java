package io.github.modemqtt.cli;

import java.util.Locale;

/** What a check of {@code probe} came to, the worst last. */
enum Verdict {
  /** Not looked at, because of something before it. */
  SKIPPED,
  /** As it should be. */
  OK,
  /** It works, but not well, or not for sure. */
  WARNING,
  /** This must be mended first. */
  FAILURE;

  /** {@return the word for people and machines} */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return what the process ends with if this is the worst} */
  int exitCode() {
    return switch (this) {
      case SKIPPED, OK -> ExitCode.OK;
      case WARNING -> ExitCode.WARNINGS;
      case FAILURE -> ExitCode.FAILED;
    };
  }
}
