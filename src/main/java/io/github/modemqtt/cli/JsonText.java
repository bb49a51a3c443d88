package io.github.modemqtt.cli;

import java.util.Optional;

/** Prints a JSON text anew, in one line or in many, with its strings and numbers as they are. */
final class JsonText {
  private static final int DEEPEST = 200;

  private final String text;
  private final boolean pretty;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private JsonText(String text, boolean pretty) {
    this.text = text;
    this.pretty = pretty;
  }

  /** {@return the text without blanks, or indented with tabs; empty if it is no JSON} */
  static Optional<String> printed(String text, boolean pretty) {
    JsonText json = new JsonText(text, pretty);
    boolean valid = json.value(1) && json.next() == '\0' && json.at == text.length();
    return valid ? Optional.of(json.out.toString()) : Optional.empty();
  }

  /** The next character that is no blank, NUL at the end. */
  private char next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean accept(char expected) {
    if (next() != expected) {
      return false;
    }
    at++;
    out.append(expected);
    return true;
  }

  private boolean value(int depth) {
    return switch (next()) {
      case '{' -> depth < DEEPEST && object(depth);
      case '[' -> depth < DEEPEST && array(depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean object(int depth) {
    accept('{');
    boolean more = next() != '}';
    layout("\n");
    while (more) {
      layout("\t".repeat(depth));
      if (!member(depth)) {
        return false;
      }
      more = accept(',');
      layout("\n");
    }
    layout("\t".repeat(depth - 1));
    return accept('}');
  }

  private boolean member(int depth) {
    if (next() != '"' || !string() || !accept(':')) {
      return false;
    }
    layout("\t");
    return value(depth + 1);
  }

  private boolean array(int depth) {
    accept('[');
    boolean more = next() != ']';
    while (more) {
      if (!value(depth + 1)) {
        return false;
      }
      more = accept(',');
      layout(more ? " " : "");
    }
    return accept(']');
  }

  private void layout(String blanks) {
    out.append(pretty ? blanks : "");
  }

  private boolean word(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    out.append(word);
    return true;
  }

  private boolean string() {
    int start = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) < ' ') {
        return false;
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      return false;
    }
    out.append(text, start, ++at);
    return true;
  }

  private boolean number() {
    int start = at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    boolean valid = digits();
    if (valid && at < text.length() && text.charAt(at) == '.') {
      at++;
      valid = digits();
    }
    if (valid && at < text.length() && "eE".indexOf(text.charAt(at)) >= 0) {
      at++;
      at += at < text.length() && "+-".indexOf(text.charAt(at)) >= 0 ? 1 : 0;
      valid = digits();
    }
    out.append(text, start, at);
    return valid;
  }

  private boolean digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }
}
