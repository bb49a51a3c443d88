package io.github.modemqtt.cli.term;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A command that is under way. */
final class Exchange {
  private static final Duration USUAL_TIME = Duration.ofSeconds(25);

  private final String text;
  private final @Nullable CommandHelp help;
  private final long startNanos;
  private volatile boolean prompted;
  private volatile boolean cancelled;

  Exchange(String text, @Nullable CommandHelp help, long startNanos) {
    this.text = text;
    this.help = help;
    this.startNanos = startNanos;
  }

  String text() {
    return text;
  }

  /** How long the answer may take. */
  Duration time() {
    return help == null ? USUAL_TIME : help.time();
  }

  /** The URC that tells the result; {@code null} if there is none, or the command only asks. */
  @Nullable String result() {
    return help == null || cancelled || isQuestion() ? null : help.result();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  boolean hasPrompted() {
    return prompted;
  }

  void prompted() {
    prompted = true;
  }

  /** Its data does not come, and so no result either. */
  void cancel() {
    cancelled = true;
  }

  boolean isEcho(String line) {
    return line.equals(text);
  }

  /** Whether the module is asked for something, and not told to do it. */
  private boolean isQuestion() {
    return text.endsWith("?") || text.indexOf('=') < 0;
  }

  /** Whether a line is the answer, and not something that comes by itself under the same name. */
  boolean isAnsweredBy(String line) {
    int colon = line.indexOf(':');
    if (colon < 0 || "+*^".indexOf(line.charAt(0)) < 0) {
      return true;
    }
    String name = "AT" + line.substring(0, colon);
    if (!text.toUpperCase(Locale.ROOT).startsWith(name.toUpperCase(Locale.ROOT))) {
      return false;
    }
    return result() == null && (isQuestion() || !isRegistration(name));
  }

  /** {@code AT+CEREG=1} has no answer of its own, but the first report can come before its OK. */
  private static boolean isRegistration(String name) {
    return name.endsWith("REG");
  }

  /** Whether a line ends a command. */
  static boolean isFinal(String line) {
    return line.equals("OK")
        || line.equals("ERROR")
        || line.startsWith("+CME ERROR")
        || line.startsWith("+CMS ERROR");
  }
}
