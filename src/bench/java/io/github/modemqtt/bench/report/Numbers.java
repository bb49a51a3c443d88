package io.github.modemqtt.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
  private Numbers() {}

  /** A cell of a table: three or more digits that count, thousands with commas. */
  static String cell(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue());
    }
    return value instanceof Number
        ? String.format(Locale.ROOT, "%,d", ((Number) value).longValue())
        : String.valueOf(value);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (size == 0) {
      return "0";
    }
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, size < 0.01 ? "%.1e" : format, value);
  }

  /** A number at an axis. */
  static String tick(double value) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().plus();
    return value >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
