package io.github.modemqtt.cli.term;

import io.github.modemqtt.transcript.Redaction;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of what is shown, with the rules of transcripts. */
final class Masking {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\\\{([A-Za-z][A-Za-z0-9-]*)(?::([0-9]+))?\\}");
  private static final Pattern CONNECT = Pattern.compile("(/connect +\\S+ +\\S+ +)(.+)");

  private Masking() {}

  /** Whether a line, or the beginning of one, holds a secret. */
  static boolean hasSecret(String line) {
    return CONNECT.matcher(line).matches()
        || PLACEHOLDER.matcher(Redaction.withoutSecrets(line + "\r\n")).find();
  }

  /** The line with a star for each character of a secret; the length stays. */
  static String mask(String line) {
    Matcher connect = CONNECT.matcher(line);
    if (connect.matches()) {
      return connect.group(1) + "*".repeat(connect.group(2).length());
    }
    if (line.indexOf('+') < 0) {
      return line; // no command that takes a secret, and this is asked for every key
    }
    String redacted = Redaction.withoutSecrets(line + "\r\n");
    Matcher found = PLACEHOLDER.matcher(redacted);
    if (!found.find()) {
      return maskTold(line);
    }
    StringBuilder masked = new StringBuilder();
    Map<String, Integer> lengths = new HashMap<>(); // told where a secret stands first
    do {
      String length = found.group(3);
      if (length != null) {
        lengths.put(found.group(2), Integer.valueOf(length));
      }
      int stars = lengths.getOrDefault(found.group(2), 0);
      found.appendReplacement(masked, Matcher.quoteReplacement(found.group(1)) + "*".repeat(stars));
    } while (found.find());
    found.appendTail(masked);
    masked.setLength(masked.length() - "\\r\\n".length());
    return masked.length() == line.length() ? masked.toString() : afterName(line);
  }

  /** A module repeats keys that it was told. */
  private static String maskTold(String line) {
    String masked = line;
    for (String secret : Redaction.secretsIn(line)) {
      masked = masked.replace(secret, "*".repeat(secret.length()));
    }
    return masked;
  }

  /** Escapes and characters of several bytes shift everything: nothing of the values is shown. */
  private static String afterName(String line) {
    int end = line.indexOf('=') + 1;
    return line.substring(0, end) + "*".repeat(line.length() - end);
  }
}
