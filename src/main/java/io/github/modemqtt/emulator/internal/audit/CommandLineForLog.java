package io.github.modemqtt.emulator.internal.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;

/** A command line as it may be shown: without credentials and keys, and not too long. */
final class CommandLineForLog {
  private static final int MAX_LENGTH = 256;

  /** Everything behind these is left out. */
  private static final List<String> BEFORE_SECRETS =
      List.of("+CPIN=", "+ECMTCONN=", "+ECMTCFG=\"ALIAUTH\",", "+ECMTCFG=\"SSL\",");

  private CommandLineForLog() {}

  static String of(String latin1) {
    String upper = latin1.toUpperCase(Locale.ROOT);
    int shown = Math.min(latin1.length(), MAX_LENGTH);
    for (String start : BEFORE_SECRETS) {
      int at = upper.indexOf(start);
      if (at >= 0) {
        shown = Math.min(shown, at + start.length());
      }
    }
    String text = new String(latin1.substring(0, shown).getBytes(ISO_8859_1), UTF_8);
    return shown < latin1.length() ? text + "..." : text;
  }
}
