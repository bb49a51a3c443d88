package io.github.modemqtt.transcript.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What terminal programs say of themselves in a log. Not thread-safe. */
final class Banners {
  private static final Pattern PUTTY =
      Pattern.compile(
          "[=~]{10,} PuTTY log (\\d{4})\\.(\\d{2})\\.(\\d{2}) \\d{2}:\\d{2}:\\d{2} [=~]{10,}");
  private static final Pattern TIO =
      Pattern.compile(
          "(?:\\[[^\\]]{1,40}\\] )?(?:tio v?\\d[\\w.-]*|Press ctrl-t q to quit|Connected(?: to .*)?"
              + "|Disconnected|Waiting for tty device.*|Using serial device .*)");
  private static final Pattern PICOCOM_START = Pattern.compile("picocom v\\d.*");
  private static final Pattern PICOCOM_SETTING =
      Pattern.compile(
          "(?:port|flowcontrol|baudrate|parity|databits|stopbits|escape|local echo|no\\w+|hangup"
              + "|send_cmd|receive_cmd|[ioe]map|logfile|initstring|exit(?:_after)?|(?:lower|raise)"
              + " \\w+) *(?:is|are)? *:.*");
  private static final Pattern PICOCOM_OTHER =
      Pattern.compile(
          "Type \\[C-a\\] \\[C-h\\] to see.*|Terminal ready|Terminating\\.\\.\\."
              + "|Thanks for using picocom|Skipping tty reset\\.\\.\\.");
  private static final Pattern MINICOM =
      Pattern.compile(
          "Welcome to minicom \\d.*|OPTIONS: .*|Compiled on .*|Port /dev/.*"
              + "|Press (?:CTRL-A|Meta-) ?Z for help.*");
  private static final Pattern BAUD = Pattern.compile("baudrate is *: (\\d{3,7})");

  private final Map<String, String> header = new LinkedHashMap<>();

  /** The program that begins its log like this, if any. */
  static @Nullable LogFormat programOf(String text) {
    if (PUTTY.matcher(text).matches()) {
      return LogFormat.PUTTY;
    }
    if (PICOCOM_START.matcher(text).matches()) {
      return LogFormat.PICOCOM;
    }
    if (text.startsWith("Welcome to minicom ")) {
      return LogFormat.MINICOM;
    }
    return text.contains("tio v") && TIO.matcher(text).matches() ? LogFormat.TIO : null;
  }

  /** Whether a line is the program's own. */
  boolean isOne(LogFormat format, String text) {
    String line = text.strip();
    return switch (format) {
      case PUTTY -> putty(line);
      case TIO -> TIO.matcher(line).matches();
      case PICOCOM -> picocom(line);
      case MINICOM -> MINICOM.matcher(line).matches();
      default -> false;
    };
  }

  private boolean putty(String line) {
    Matcher matcher = PUTTY.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    header.putIfAbsent(
        "date", String.join("-", List.of(matcher.group(1), matcher.group(2), matcher.group(3))));
    return true;
  }

  private boolean picocom(String line) {
    Matcher baud = BAUD.matcher(line);
    if (baud.matches()) {
      header.put("baud", baud.group(1));
    }
    return PICOCOM_START.matcher(line).matches()
        || PICOCOM_SETTING.matcher(line).matches()
        || PICOCOM_OTHER.matcher(line).matches();
  }

  /** What they tell of the session. */
  Map<String, String> header() {
    return header;
  }
}
