package io.github.modemqtt.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A JSON object in one line, member by member. */
final class JsonObject {
  private static final String SHORT = "\b\f\n\r\t";
  private static final String SHORT_NAMES = "bfnrt";

  private final StringBuilder members = new StringBuilder();

  JsonObject text(String name, String value) {
    return raw(name, quoted(value));
  }

  JsonObject number(String name, long value) {
    return raw(name, Long.toString(value));
  }

  /** With three decimals. */
  JsonObject decimal(String name, double value) {
    return raw(name, String.format(Locale.ROOT, "%.3f", value));
  }

  JsonObject object(String name, JsonObject value) {
    return raw(name, value.toString());
  }

  JsonObject truth(String name, boolean value) {
    return raw(name, Boolean.toString(value));
  }

  /** Leaves the member out if there is no value. */
  JsonObject number(String name, OptionalInt value) {
    return value.isPresent() ? number(name, value.getAsInt()) : this;
  }

  JsonObject objects(String name, Collection<JsonObject> values) {
    return raw(
        name, values.stream().map(JsonObject::toString).collect(Collectors.joining(",", "[", "]")));
  }

  JsonObject texts(String name, List<String> values) {
    return raw(
        name, values.stream().map(JsonObject::quoted).collect(Collectors.joining(",", "[", "]")));
  }

  /** A value that is JSON already. */
  JsonObject raw(String name, String value) {
    members.append(members.length() == 0 ? "" : ",").append(quoted(name)).append(':').append(value);
    return this;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (SHORT.indexOf(c) >= 0) {
        quoted.append('\\').append(SHORT_NAMES.charAt(SHORT.indexOf(c)));
      } else if (c < ' ' || c == 0x7F || Character.isSurrogate(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return "{" + members + "}";
  }
}
