package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import java.util.ArrayList;
import java.util.List;

/** Collects what {@code probe} finds, and tells it as it comes, or all of it in the end. */
final class ProbeReport {
  private final Streams streams;
  private final Paint paint;
  private final boolean json;
  private final List<Finding> findings = new ArrayList<>();
  private Verdict worst = Verdict.OK;
  private int fatal = ExitCode.OK;

  ProbeReport(Streams streams, boolean json) {
    this.streams = streams;
    this.paint = Paint.of(streams);
    this.json = json;
  }

  /** What fails while the process ends fails because of that. */
  void add(Finding finding) {
    if (ExitHook.isProcessEnding()) {
      return;
    }
    findings.add(finding);
    worst = finding.verdict().compareTo(worst) > 0 ? finding.verdict() : worst;
    if (!json) {
      streams.out().println(colour(finding.verdict(), finding.line()));
      streams.out().flush();
    }
  }

  private String colour(Verdict verdict, String line) {
    return switch (verdict) {
      case OK -> paint.success(verdict.word()) + line.substring(verdict.word().length());
      case WARNING -> paint.caution(line);
      case FAILURE -> paint.trouble(line);
      case SKIPPED -> paint.faint(line);
    };
  }

  void skip(String why, List<String> checks) {
    checks.forEach(check -> add(Finding.skipped(check, why)));
  }

  /** The line or the module is gone, and with it the rest of the checks. */
  void addFatal(Finding finding, ModemException cause) {
    add(finding);
    fatal = ExitCode.of(cause);
  }

  /** Tells a person what takes so long. */
  void progress(String what) {
    if (streams.interactive() && !ExitHook.isProcessEnding()) {
      streams.say(paint.faint("         " + what + " ..."));
    }
  }

  /** Ends it, and returns the exit code. */
  int end(String target) {
    int exitCode = fatal == ExitCode.OK ? worst.exitCode() : fatal;
    if (json) {
      streams
          .out()
          .println(
              new JsonObject()
                  .text("target", target)
                  .text("worst", worst.word())
                  .number("exitCode", exitCode)
                  .objects("findings", findings.stream().map(Finding::json).toList()));
    }
    return exitCode;
  }
}
