package io.github.modemqtt.testsupport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly (RFC 8259): maps, lists, texts, whole numbers; anything else fails. */
public final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** Reads one object and nothing behind it but a line end. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(String text) {
    Json reader = new Json(text.strip());
    Object value = reader.value();
    if (reader.at != reader.text.length()) {
      throw reader.wrong("the end");
    }
    return (Map<String, Object>) value;
  }

  /** The list below a name. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> objects(Map<String, Object> object, String name) {
    return (List<Map<String, Object>>) object.get(name);
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> members();
      case '[' -> elements();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      default -> number();
    };
  }

  private Object word(String word, boolean meaning) {
    word.chars().forEach(c -> take((char) c));
    return meaning;
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    take('{');
    while (peek() != '}') {
      if (!members.isEmpty()) {
        take(',');
      }
      String name = string();
      take(':');
      if (members.put(name, value()) != null) {
        throw wrong("another name than " + name);
      }
    }
    take('}');
    return members;
  }

  private List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    take('[');
    while (peek() != ']') {
      if (!elements.isEmpty()) {
        take(',');
      }
      elements.add(value());
    }
    take(']');
    return elements;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    take('"');
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw wrong("no control character");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    take('"');
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    if (c == 'u') {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
    if (c != '"' && c != '\\') {
      throw wrong("an escape");
    }
    return c;
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (start == at) {
      throw wrong("a value");
    }
    return Long.parseLong(text.substring(start, at));
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at);
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw wrong("'" + expected + "'");
    }
    at++;
  }

  private AssertionError wrong(String expected) {
    return new AssertionError("expected " + expected + " at " + at + " of " + text);
  }
}
