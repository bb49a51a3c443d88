package io.github.modemqtt.cli.term;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The fields of an answer such as {@code +CEREG: 2,1,"4844"}. */
final class Fields {
  private final String text;
  private final List<String> fields;

  private Fields(String text, List<String> fields) {
    this.text = text;
    this.fields = fields;
  }

  /** Splits what follows the name of an answer. */
  static Fields of(String text) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (c == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString().strip());
    return new Fields(text, fields);
  }

  int count() {
    return fields.size();
  }

  /** All that follows the comma before a field: a payload that may hold commas and quotes. */
  String from(int index) {
    int at = 0;
    for (int i = 0; i < index; i++) {
      boolean quoted = text.startsWith("\"", at);
      int end = text.indexOf(quoted ? "\"," : ",", at + (quoted ? 1 : 0));
      if (end < 0) {
        return "";
      }
      at = end + (quoted ? 2 : 1);
    }
    return text.substring(at);
  }

  /** A field without its quotes; empty if there are not so many. */
  String text(int index) {
    String field = index < fields.size() ? fields.get(index) : "";
    return field.length() > 1 && field.startsWith("\"") && field.endsWith("\"")
        ? field.substring(1, field.length() - 1)
        : field;
  }

  /** A field that is a number and not in quotes. */
  OptionalInt number(int index) {
    try {
      return index < fields.size()
          ? OptionalInt.of(Integer.parseInt(fields.get(index)))
          : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** A number, or one that means nothing where there is none. */
  int numberOr(int index, int otherwise) {
    return number(index).orElse(otherwise);
  }
}
