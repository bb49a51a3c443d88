package io.github.modemqtt.transcript;

import java.time.Duration;
import java.util.Set;

/** One line of a transcript, taken from left to right. */
final class LineScanner {
  private static final int MAX_SECONDS_DIGITS = 9;
  private static final int MAX_DECIMALS = 9;
  private static final int MAX_LENGTH_DIGITS = 5;

  private final String text;
  private final int number;
  private int at;

  LineScanner(String text, int number) {
    this.text = text;
    this.number = number;
  }

  int number() {
    return number;
  }

  int column() {
    return at + 1;
  }

  boolean atEnd() {
    return at == text.length();
  }

  boolean isAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  boolean isAtLetter() {
    return !atEnd() && Placeholder.isName(text.substring(at, at + 1));
  }

  boolean isAtDigit() {
    return !atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  void skipBlanks() {
    while (isAt(' ') || isAt('\t')) {
      at++;
    }
  }

  boolean takeIf(char c) {
    if (isAt(c)) {
      at++;
      return true;
    }
    return false;
  }

  void take(char c) {
    if (!takeIf(c)) {
      throw expected(c == ' ' ? "a blank" : "'" + c + "'");
    }
  }

  void requireEnd() {
    if (!atEnd()) {
      throw expected("the end of the line");
    }
  }

  /** The longest name from here. */
  String takeName() {
    int end = at;
    while (end < text.length() && Placeholder.isName(text.substring(at, end + 1))) {
      end++;
    }
    if (end == at) {
      throw expected("a name: a letter, then letters, digits and hyphens");
    }
    String name = text.substring(at, end);
    at = end;
    return name;
  }

  /** The rest of the line. */
  String takeText(String what) {
    String rest = text.substring(at);
    if (rest.isBlank()) {
      throw expected(what);
    }
    int bad = Escapes.firstUnprintable(rest);
    if (bad >= 0) {
      throw expected(at + bad + 1, "text without control characters");
    }
    at = text.length();
    return rest;
  }

  Duration takeSeconds() {
    String seconds = takeDigits(MAX_SECONDS_DIGITS, "a time of at most 999999999 seconds");
    String decimals = "";
    if (takeIf('.')) {
      decimals = takeDigits(MAX_DECIMALS, "1 to 9 decimals");
    }
    take(' ');
    skipBlanks();
    long nanos = Long.parseLong((decimals + "000000000").substring(0, MAX_DECIMALS));
    Duration offset = Duration.ofSeconds(Long.parseLong(seconds), nanos);
    if (offset.compareTo(Step.MAX_OFFSET) > 0) {
      throw expected("a time of at most 999999999 seconds");
    }
    return offset;
  }

  private String takeDigits(int most, String what) {
    int start = at;
    while (isAtDigit()) {
      at++;
    }
    if (at == start || at - start > most) {
      throw expected(start + 1, what);
    }
    return text.substring(start, at);
  }

  /**
   * The bytes that the rest of the line stands for.
   *
   * @param known the names of placeholders whose value is known here; the host adds to them
   */
  Content takeContent(boolean fromHost, Set<String> known) {
    if (text.endsWith(" ") && !atEnd()) {
      throw expected(text.length(), "'\\s' for a blank at the end of the line");
    }
    Content.Builder content = Content.builder();
    while (!atEnd()) {
      if (takeIf('\\')) {
        escape(content, fromHost, known);
      } else {
        character(content);
      }
    }
    return content.build();
  }

  private void character(Content.Builder content) {
    int end = text.offsetByCodePoints(at, 1);
    String character = text.substring(at, end);
    if (character.equals("\t") || Escapes.firstUnprintable(character) >= 0) {
      throw expected("an escape such as \\t or \\x00 for what is no printable character");
    }
    content.text(character);
    at = end;
  }

  private void escape(Content.Builder content, boolean fromHost, Set<String> known) {
    char kind = atEnd() ? '\0' : text.charAt(at);
    at++;
    switch (kind) {
      case 'r' -> content.oneByte('\r');
      case 'n' -> content.oneByte('\n');
      case 't' -> content.oneByte('\t');
      case 's' -> content.oneByte(' ');
      case '\\' -> content.oneByte('\\');
      case 'x' -> content.oneByte(16 * hexDigit() + hexDigit());
      case '{' -> content.placeholder(placeholder(fromHost, known));
      default -> {
        at--;
        throw expected("one of r n t s \\ xHH {name} after the backslash");
      }
    }
  }

  private int hexDigit() {
    int value = atEnd() || text.charAt(at) > 'f' ? -1 : Character.digit(text.charAt(at), 16);
    if (value < 0) {
      throw expected("two hexadecimal digits");
    }
    at++;
    return value;
  }

  private Placeholder placeholder(boolean fromHost, Set<String> known) {
    int column = column();
    String name = takeName();
    boolean first = !known.contains(name);
    if (first && !fromHost) {
      throw expected(column, "a placeholder that the host has sent before");
    }
    int bytes = isAt(':') ? placeholderLength(first) : Placeholder.NUMBER;
    take('}');
    known.add(name);
    return new Placeholder(name, bytes);
  }

  private int placeholderLength(boolean first) {
    if (!first) {
      throw expected("'}': the placeholder has its length already");
    }
    take(':');
    int column = column();
    String rule = "a length of 1 to " + Placeholder.MAX_BYTES;
    int bytes = Integer.parseInt(takeDigits(MAX_LENGTH_DIGITS, rule));
    if (bytes == 0 || bytes > Placeholder.MAX_BYTES) {
      throw expected(column, rule);
    }
    return bytes;
  }

  TranscriptFormatException expected(String what) {
    return expected(column(), what);
  }

  TranscriptFormatException expected(int column, String what) {
    return new TranscriptFormatException(number, column, what);
  }
}
