package io.github.modemqtt.cli;

import io.github.modemqtt.ModemException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param name the check, such as {@code sim}; the same in every run
 * @param verdict what it came to
 * @param text what was found
 * @param remedy what to do about it, or {@code null} if nothing is to be done
 * @param values what was found, for machines: texts and whole numbers
 */
record Finding(
    String name,
    Verdict verdict,
    String text,
    @Nullable String remedy,
    Map<String, Object> values) {

  static Finding ok(String name, String text) {
    return new Finding(name, Verdict.OK, text, null, Map.of());
  }

  static Finding warning(String name, String text, String remedy) {
    return new Finding(name, Verdict.WARNING, text, remedy, Map.of());
  }

  static Finding failure(String name, String text, String remedy) {
    return new Finding(name, Verdict.FAILURE, text, remedy, Map.of());
  }

  static Finding failure(String name, ModemException failure) {
    return failure(name, Failures.oneLine(failure.getMessage()), failure.remedy());
  }

  static Finding skipped(String name, String why) {
    return new Finding(name, Verdict.SKIPPED, why, null, Map.of());
  }

  Finding with(String key, String value) {
    return withValue(key, value);
  }

  Finding with(String key, long value) {
    return withValue(key, value);
  }

  private Finding withValue(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return new Finding(name, verdict, text, remedy, more);
  }

  /** {@return one line: verdict, check, what was found, what to do} */
  String line() {
    return String.format(Locale.ROOT, "%-8s %-15s %s", verdict.word(), name, text)
        + (remedy == null ? "" : "; " + remedy);
  }

  JsonObject json() {
    JsonObject json =
        new JsonObject().text("check", name).text("result", verdict.word()).text("text", text);
    if (remedy != null) {
      json.text("remedy", remedy);
    }
    values.forEach(
        (key, value) -> {
          if (value instanceof Long number) {
            json.number(key, number);
          } else {
            json.text(key, value.toString());
          }
        });
    return json;
  }
}
