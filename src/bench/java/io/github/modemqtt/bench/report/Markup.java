package io.github.modemqtt.bench.report;

import java.util.Locale;

/** Collects text of HTML and SVG. */
final class Markup {
  private final StringBuilder text = new StringBuilder();

  /** Adds a line; the arguments are escaped. */
  Markup line(String format, Object... arguments) {
    Object[] escaped = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      escaped[i] =
          arguments[i] instanceof Number ? arguments[i] : escape(String.valueOf(arguments[i]));
    }
    text.append(String.format(Locale.ROOT, format, escaped)).append('\n');
    return this;
  }

  /** Adds what is markup already. */
  Markup add(String markup) {
    text.append(markup);
    return this;
  }

  private static String escape(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
