package io.github.modemqtt.modem;

import io.github.modemqtt.at.AtLine;
import java.util.OptionalInt;

/**
 * Something happened to packet data: 27.007 section 10.1.19.
 *
 * @param kind what happened
 * @param contextId to which context, if it was a certain one
 * @param text the module's words, such as {@code ME PDN ACT 0}
 */
public record PacketEvent(Kind kind, OptionalInt contextId, String text) {

  /** What happened. */
  public enum Kind {
    /** A context is active now. */
    ACTIVATED,
    /** A context is not active any more. */
    DEACTIVATED,
    /** The module is not attached any more. */
    DETACHED,
    /** Something else; the text says it. */
    OTHER
  }

  private static final String DEACTIVATED_WORD = " DEACT ";
  private static final String ACTIVATED_WORD = " ACT ";

  static PacketEvent read(AtLine line) {
    String whole = line.text();
    String text = whole.substring(whole.indexOf(':') + 1).strip();
    if (text.contains(DEACTIVATED_WORD)) {
      return new PacketEvent(Kind.DEACTIVATED, numberAfter(text, DEACTIVATED_WORD), text);
    }
    if (text.contains(ACTIVATED_WORD)) {
      return new PacketEvent(Kind.ACTIVATED, numberAfter(text, ACTIVATED_WORD), text);
    }
    boolean detached = text.endsWith(" DETACH");
    return new PacketEvent(detached ? Kind.DETACHED : Kind.OTHER, OptionalInt.empty(), text);
  }

  private static OptionalInt numberAfter(String text, String word) {
    int start = text.indexOf(word) + word.length();
    int end = start;
    while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0) {
      end++;
    }
    boolean isNumber =
        end > start && end - start < 4 && (end == text.length() || text.charAt(end) == ',');
    return isNumber
        ? OptionalInt.of(Integer.parseInt(text.substring(start, end)))
        : OptionalInt.empty();
  }
}
