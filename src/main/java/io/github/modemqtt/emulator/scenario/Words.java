package io.github.modemqtt.emulator.scenario;

/** One line of a scenario, taken word by word. */
final class Words {
  private static final int RADIX = 16;

  private final String text;
  private final int number;
  private int at;

  Words(String text, int number) {
    this.text = text;
    this.number = number;
    requirePrintable();
    skipBlanks();
  }

  private void requirePrintable() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\t') {
        throw expected(i, "an escape such as \\x1a for what is no printable character");
      }
    }
  }

  private void skipBlanks() {
    while (isAt(' ') || isAt('\t')) {
      at++;
    }
  }

  boolean atEnd() {
    return at == text.length();
  }

  boolean isAt(char c) {
    return !atEnd() && text.charAt(at) == c;
  }

  boolean isAtDigit() {
    return !atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  int position() {
    return at;
  }

  /** The rest of the line as it is. */
  String rest() {
    return text.substring(at);
  }

  void requireEnd() {
    if (!atEnd()) {
      throw expected(at, "the end of the line");
    }
  }

  /** Takes the next word if it is this one. */
  boolean takeIf(String word) {
    int end = endOfWord();
    if (!text.substring(at, end).equals(word)) {
      return false;
    }
    moveTo(end);
    return true;
  }

  /** Takes the next word, up to a blank. */
  String take(String what) {
    int end = endOfWord();
    if (end == at) {
      throw expected(at, what);
    }
    String word = text.substring(at, end);
    moveTo(end);
    return word;
  }

  private int endOfWord() {
    int end = at;
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
      end++;
    }
    return end;
  }

  private void moveTo(int position) {
    at = position;
    skipBlanks();
  }

  /** Takes a word, or several in quotes. */
  String takeText(String what) {
    if (!isAt('"')) {
      return take(what);
    }
    at++;
    StringBuilder content = new StringBuilder();
    while (!isAt('"')) {
      content.append(character());
    }
    at++;
    if (!atEnd() && !isAt(' ') && !isAt('\t')) {
      throw expected(at, "a blank behind the quote");
    }
    skipBlanks();
    return content.toString();
  }

  private char character() {
    if (atEnd()) {
      throw expected(at, "'\"' at the end of the text");
    }
    char c = text.charAt(at++);
    return c == '\\' ? escape() : c;
  }

  private char escape() {
    char kind = atEnd() ? '\0' : text.charAt(at);
    at++;
    return switch (kind) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 't' -> '\t';
      case '"', '\\' -> kind;
      case 'x' -> (char) (RADIX * hexDigit() + hexDigit());
      default -> throw expected(at - 1, "one of r n t \" \\ xHH after the backslash");
    };
  }

  private int hexDigit() {
    int value = atEnd() || text.charAt(at) > 'f' ? -1 : Character.digit(text.charAt(at), RADIX);
    if (value < 0) {
      throw expected(at, "two hexadecimal digits");
    }
    at++;
    return value;
  }

  ScenarioFormatException expected(int position, String what) {
    return new ScenarioFormatException(number, position + 1, what);
  }
}
