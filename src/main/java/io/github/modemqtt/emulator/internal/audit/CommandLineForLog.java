package io.github.modemqtt.emulator.internal.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command line as it may be shown: without credentials and keys, and not too long. */
final class CommandLineForLog {
  private static final int MAX_LENGTH = 256;

  /** Everything behind these is left out. Blanks may stand anywhere outside of quotes. */
  private static final Pattern BEFORE_SECRETS =
      Pattern.compile(
          "\\+ *(?:"
              + Stream.of("CPIN=", "CPWD=", "CLCK=", "CGAUTH=", "ECMTCONN=")
                  .map(CommandLineForLog::spaced)
                  .collect(Collectors.joining("|"))
              + "|"
              + spaced("ECMTCFG=")
              + " *\"?(?:ALIAUTH|SSL)\"? *,)",
          Pattern.CASE_INSENSITIVE);

  private CommandLineForLog() {}

  static String of(String latin1) {
    int shown = Math.min(latin1.length(), MAX_LENGTH);
    Matcher found = BEFORE_SECRETS.matcher(latin1);
    if (found.find()) {
      shown = Math.min(shown, found.end());
    }
    String text = new String(latin1.substring(0, shown).getBytes(ISO_8859_1), UTF_8);
    return shown < latin1.length() ? text + "..." : text;
  }

  private static String spaced(String name) {
    return String.join(" *", name.split(""));
  }
}
