package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.Difference;
import io.github.modemqtt.transcript.Redaction;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Keeps secrets from what is shown: those that stand in it, and those that were sent before. */
final class Discretion {
  private static final String MASK = "***";

  /** Shorter ones are hidden only where it is clear that they are meant. */
  private static final int SHORT = 4;

  /** In numbers of other lines a PIN such as 1234 may stand by chance. */
  private static final int SHORT_ELSEWHERE = 6;

  private final Set<String> sent = new LinkedHashSet<>();

  /** Remembers the secrets of a command, because the module may repeat them anywhere. */
  void sent(String command) {
    Redaction.secretsIn(command).stream()
        .filter(secret -> secret.length() >= SHORT_ELSEWHERE)
        .forEach(sent::add);
  }

  /** The text without secrets of commands, and without those that were sent. */
  String show(String text) {
    String shown = mask(text);
    for (String secret : sent) {
      shown = shown.replace(secret, MASK);
    }
    return shown;
  }

  /** The text without the secrets that stand in commands and answers. */
  static String mask(String text) {
    String shown = text;
    for (String secret : Redaction.secretsIn(text)) {
      shown = hide(secret, shown);
    }
    return shown;
  }

  /** Replaces a secret; one that is only a digit or two where it is a value of its own. */
  static String hide(String secret, String text) {
    if (secret.length() >= SHORT) {
      return text.replace(secret, MASK);
    }
    return text.replace('"' + secret + '"', '"' + MASK + '"')
        .replace("'" + secret + "'", "'" + MASK + "'")
        .replace("=" + secret, "=" + MASK)
        .replace("," + secret, "," + MASK);
  }

  /** A difference between transcripts, whose secrets may have been left in. */
  static Difference mask(Difference difference) {
    return new Difference(
        difference.kind(),
        difference.line(),
        difference.otherLine(),
        mask(difference.expected()),
        mask(difference.got()),
        difference.tolerated());
  }

  private static Optional<String> mask(Optional<String> text) {
    return text.map(Discretion::mask);
  }
}
