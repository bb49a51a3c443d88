package io.github.modemqtt.metrics;

import java.util.Locale;

/** Tag values from few kinds of things, so that they are few themselves. */
final class TagValue {
  static final String NONE = "none";

  private TagValue() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The class says what happened; the message would be another one each time. */
  static String of(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    return name.isEmpty() ? NONE : name; // an anonymous class has no name
  }
}
