package io.github.modemqtt.transcript.log;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What lines of AT dialogues look like (V.250, 27.007, and the habits of modules). */
final class AtText {
  private static final Pattern COMMAND =
      Pattern.compile(
          "AT(?:|[+&%^*$#\\\\@!_].*|A|D.+|(?:[EHILMNOPQVXZSWB]\\d*(?:[=?].*|(?=[+&])|))+.*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WORD = Pattern.compile("AT[A-Z]{3,}\\b.*");
  private static final Pattern PROMPT_CHARACTER = Pattern.compile("[>$#%]{1,3} *(?=[Aa][Tt])");
  private static final Pattern FINAL =
      Pattern.compile(
          "OK|ERROR|NO CARRIER|NO DIALTONE|NO ANSWER|BUSY|CONNECT|ABORTED|COMMAND NOT SUPPORT"
              + "|\\+CM[ES] ERROR: ?.*|SEND OK|SEND FAIL");
  private static final Pattern RESULT = Pattern.compile("[+^*%$#][A-Z][A-Z0-9_ ]*:.*");
  private static final Pattern BOOT =
      Pattern.compile("RDY|RING|READY|NORMAL POWER DOWN|Call Ready|SMS Ready|\\+[A-Z]+ ?READY");
  private static final Pattern TAKES_DATA =
      Pattern.compile(
          "AT\\+(?:\\w*MTPUB\\w*|CMG[SW]|\\w*SEND\\w*|\\w*WRITE\\w*|\\w*UPL|CMQTT\\w+|\\w*SNWR?)=.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_ECHO = Pattern.compile("AT.*E0?(?![0-9A-Z]).*");
  private static final Pattern ECHO = Pattern.compile("AT.*E1.*");
  private static final Pattern PLAIN_E = Pattern.compile("(?i)AT(?:[EQV]\\d?|&F)*E[01]?.*");
  private static final Pattern LENGTH = Pattern.compile(".*[=,] *(\\d{1,5})");
  private static final Pattern END_MARK =
      Pattern.compile(
          "(?:\\^Z|<(?:0x)?1A>|<CTRL[-+ ]?Z>|<SUB>|\\\\x1A|\\\\u001A|\\[SUB\\]|\u00e2\u0086\u0092)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PROSE =
      Pattern.compile("(?:#|//|--|;|/\\*).*|(?:\\S+ +){3,}\\S+|.*[a-z]{2,} [a-z]{2,}.*");

  private AtText() {}

  static boolean isCommand(String text) {
    String stripped = text.stripTrailing();
    return COMMAND.matcher(stripped).matches() && !WORD.matcher(stripped).matches();
  }

  /** The number of characters before the command that a shell or a person has put there. */
  static int promptCharacters(String text) {
    Matcher matcher = PROMPT_CHARACTER.matcher(text);
    return matcher.lookingAt() && isCommand(text.substring(matcher.end())) ? matcher.end() : 0;
  }

  static boolean isFinal(String text) {
    return FINAL.matcher(text.strip()).matches();
  }

  /** A result code or an answer, other than free text. */
  static boolean isResult(String text) {
    String stripped = text.strip();
    return FINAL.matcher(stripped).matches()
        || RESULT.matcher(stripped).matches()
        || BOOT.matcher(stripped).matches();
  }

  static boolean isPrompt(String text) {
    return text.startsWith(">") && !isCommand(text.substring(1).strip());
  }

  static boolean takesData(@Nullable String command) {
    return command != null && TAKES_DATA.matcher(command).matches();
  }

  /** Whether the echo is off, or on, after this command; {@code null} if it does not say. */
  static @Nullable Boolean echoAfter(String command) {
    String upper = command.toUpperCase(Locale.ROOT);
    if (!PLAIN_E.matcher(upper).matches()) {
      return null;
    }
    return ECHO.matcher(upper).matches() || !NO_ECHO.matcher(upper).matches();
  }

  /** The last parameter if it is a number: perhaps how much data follows; else -1. */
  static int lastNumber(String command) {
    Matcher matcher = LENGTH.matcher(command);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  /** The index of what a log shows in place of a Ctrl-Z at the end, or -1. */
  static int endMark(String text) {
    Matcher matcher = END_MARK.matcher(text);
    return matcher.find() ? matcher.start() : -1;
  }

  static boolean isProse(String text) {
    return PROSE.matcher(text.strip()).matches();
  }
}
