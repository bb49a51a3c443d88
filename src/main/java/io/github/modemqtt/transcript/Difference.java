package io.github.modemqtt.transcript;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that is not as a transcript has it.
 *
 * <p>Texts are in the notation of transcripts: {@code > AT+CSQ} from the host, {@code < OK} from
 * the module; several lines have line feeds between them. Values of placeholders are not shown.
 *
 * @param kind what
 * @param line where in the transcript, from 1; for what is not in it, the line after which it came
 * @param otherLine where in the other transcript; empty in a run
 * @param expected what the transcript has, if anything
 * @param got what came, or what the other transcript has, if anything
 * @param tolerated whether it is told only, and the two are still the same
 */
public record Difference(
    Kind kind,
    int line,
    OptionalInt otherLine,
    Optional<String> expected,
    Optional<String> got,
    boolean tolerated) {

  /** How something differs. */
  public enum Kind {
    /** Something else about the same came in its place. */
    CHANGED,
    /** It did not come. */
    MISSING,
    /** It came, and is not in the transcript. */
    UNEXPECTED,
    /** It came, but earlier or later than in the transcript. */
    MOVED
  }

  /** The difference as people read it, in one line or several, without a line end. */
  String text() {
    StringBuilder text = new StringBuilder("line ").append(line);
    otherLine.ifPresent(other -> text.append(" / ").append(other));
    text.append(": ").append(word()).append(tolerated ? " (tolerated)" : "");
    boolean both = expected.isPresent() && got.isPresent() && kind == Kind.CHANGED;
    expected.ifPresent(lines -> append(text, both ? "  expected " : "  ", lines));
    if (both || expected.isEmpty()) {
      got.ifPresent(lines -> append(text, both ? "  got      " : "  ", lines));
    }
    return text.toString();
  }

  private String word() {
    return switch (kind) {
      case CHANGED -> "changed";
      case MISSING -> "missing";
      case UNEXPECTED -> "unexpected";
      case MOVED -> "at another place";
    };
  }

  private static void append(StringBuilder text, String lead, String lines) {
    text.append('\n').append(lead).append(lines.replace("\n", "\n" + " ".repeat(lead.length())));
  }
}
