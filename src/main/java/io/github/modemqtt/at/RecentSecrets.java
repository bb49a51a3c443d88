package io.github.modemqtt.at;

import java.util.ArrayDeque;

/**
 * The command lines with secrets that were started last: their echoes can come late, and the module
 * can repeat what they held while other commands run. Guarded by the lock.
 */
final class RecentSecrets {
  private static final int MAX_LINES = 8;

  private final ArrayDeque<CommandLine> lines = new ArrayDeque<>(MAX_LINES);

  /** Remembers a line for as long as not too many others with secrets come after it. */
  void add(CommandLine line) {
    if (!line.hasSecrets()) {
      return;
    }
    lines.remove(line);
    if (lines.size() == MAX_LINES) {
      lines.remove();
    }
    lines.add(line);
  }

  /** Replaces the secrets of all these lines in a text that comes while others run. */
  String mask(String text) {
    String masked = text;
    for (CommandLine line : lines) {
      masked = line.maskElsewhere(masked);
    }
    return masked;
  }
}
